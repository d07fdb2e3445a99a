import { Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { memo } from 'react';

export const TABS = ['edit', 'revisions', 'builds', 'files', 'settings'] as const;
export type DefinitionTab = (typeof TABS)[number];
const TAB_WORDS: Record<DefinitionTab, string> = { edit: 'Edit', revisions: 'Revisions', builds: 'Builds', files: 'Files', settings: 'Settings' };

export interface DefinitionTabsProps {
  tab: DefinitionTab;
  fileCount: number;
  /** Findings in the files beside the definition. */
  fileProblemCount: number;
  onTab: (tab: DefinitionTab) => void;
}

function filesTitle(count: number, problems: number): string {
  if (count === 0) return TAB_WORDS.files;
  if (problems === 0) return `Files ${count}`;
  return `Files ${count} · ${problems === 1 ? '1 problem' : `${problems} problems`}`;
}

/** Tabs of a definition. PatternFly's measure the page whenever they render: not on each key that is typed. */
export const DefinitionTabs = memo(function DefinitionTabs({ tab, fileCount, fileProblemCount, onTab }: DefinitionTabsProps) {
  return (
    <Tabs activeKey={tab} onSelect={(_event, key) => onTab(TABS.find((name) => name === key) ?? 'edit')} aria-label="Parts of the definition" role="region">
      {TABS.map((name) => <Tab key={name} eventKey={name} title={<TabTitleText>{name === 'files' ? filesTitle(fileCount, fileProblemCount) : TAB_WORDS[name]}</TabTitleText>} tabContentId={`tab-${name}`} />)}
    </Tabs>
  );
});
