import { Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { memo } from 'react';

export const TABS = ['edit', 'revisions', 'builds', 'files', 'settings'] as const;
export type DefinitionTab = (typeof TABS)[number];
const TAB_WORDS: Record<DefinitionTab, string> = { edit: 'Edit', revisions: 'Revisions', builds: 'Builds', files: 'Files', settings: 'Settings' };

export interface DefinitionTabsProps {
  tab: DefinitionTab;
  fileCount: number;
  onTab: (tab: DefinitionTab) => void;
}

/** Tabs of a definition. PatternFly's measure the page whenever they render: not on each key that is typed. */
export const DefinitionTabs = memo(function DefinitionTabs({ tab, fileCount, onTab }: DefinitionTabsProps) {
  return (
    <Tabs activeKey={tab} onSelect={(_event, key) => onTab(TABS.find((name) => name === key) ?? 'edit')} aria-label="Parts of the definition" role="region">
      {TABS.map((name) => <Tab key={name} eventKey={name} title={<TabTitleText>{name === 'files' && fileCount > 0 ? `Files ${fileCount}` : TAB_WORDS[name]}</TabTitleText>} tabContentId={`tab-${name}`} />)}
    </Tabs>
  );
});
