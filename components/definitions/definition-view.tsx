'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useIsNarrow } from '#components/ui/use-is-narrow.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import { readForm } from '#lib/ee/form/read.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { Button, PageSection, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useState, type ReactNode } from 'react';
import { DraftNotices } from './draft-notices.tsx';
import type { DraftFile } from './draft.ts';
import { EditTab } from './edit-tab.tsx';
import { FilesTab } from './files-tab.tsx';
import { usePreflight } from './preflight/use-preflight.ts';
import { RevisionsTab } from './revisions-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { useDraft } from './use-draft.ts';
import { useLeaveGuard } from './use-leave-guard.tsx';
import { useSaveAndBuild } from './use-save-and-build.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const TABS = ['edit', 'revisions', 'builds', 'files', 'settings'] as const;
const TAB_WORDS: Record<(typeof TABS)[number], string> = { edit: 'Edit', revisions: 'Revisions', builds: 'Builds', files: 'Files', settings: 'Settings' };

function usePaths(files: readonly DraftFile[]): readonly string[] {
  const key = files.map((file) => file.path).join('\n');
  return useMemo(() => (key === '' ? [] : key.split('\n')), [key]);
}

/** The text read once for form, problems and markers. */
function useReading(text: string, paths: readonly string[]) {
  return useMemo(() => {
    const parsed = parseDefinition(text, { files: paths });
    return { form: readForm(text, parsed), diagnostics: parsed.diagnostics };
  }, [text, paths]);
}

function SavedFact({ definition, isDirty, isKept, baseRevision }: { definition: Definition; isDirty: boolean; isKept: boolean; baseRevision: number }) {
  return (
    <span className="eef-subtle">
      r{baseRevision}
      {baseRevision === definition.head.number ? <>, saved <RelativeTime at={definition.head.createdAt} /> by {definition.head.createdBy}</> : null}
      {isDirty ? <strong className="eef-unsaved"> · Unsaved{isKept ? ', kept as draft' : ''}</strong> : null}
    </span>
  );
}

/** One definition; `builds` is the list of its builds, from the feature that owns it. */
export function DefinitionView({ definition, builds }: { definition: Definition; builds: ReactNode }) {
  const session = useDraft(definition);
  const isNarrow = useIsNarrow();
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('edit'));
  const [isDiscarding, setDiscarding] = useState(false);
  const { form, diagnostics } = useReading(session.draft.text, usePaths(session.draft.files));
  const errorCount = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const { save, build, compare, isStarting, dialogs } = useSaveAndBuild(definition, session, errorCount);
  const preflight = usePreflight(definition.id, session.draft);
  const check = () => {
    if (definition.isArchived) return;
    void setTab('edit');
    preflight.start();
  };
  useShortcuts({ onSave: save, onBuild: build, onPreflight: check });
  const guard = useLeaveGuard(session.isDirty);
  return (
    <>
      <PageHeader
        title={definition.name}
        parents={[{ href: '/definitions', text: 'Definitions' }]}
        facts={<SavedFact definition={definition} isDirty={session.isDirty} isKept={session.isKept} baseRevision={session.draft.baseRevision} />}
        {...(definition.description === '' ? {} : { description: definition.description })}
        actions={
          <>
            {session.isDirty ? <Button variant="link" onClick={() => setDiscarding(true)}>Discard</Button> : null}
            <Button variant="secondary" onClick={check} isLoading={preflight.isStarting} isDisabled={preflight.isStarting || definition.isArchived} aria-keyshortcuts="Control+Shift+Enter" title="Ctrl-Shift-Enter">Preflight</Button>
            <Button variant="secondary" onClick={save} isDisabled={!session.isDirty} aria-keyshortcuts="Control+S" title="Ctrl-S">Save</Button>
            <Button onClick={build} isLoading={isStarting} isDisabled={isStarting || definition.isArchived} aria-keyshortcuts="Control+Enter" title="Ctrl-Enter">{session.isDirty ? 'Save and build' : 'Build'}</Button>
          </>
        }
      />
      <PageSection hasBodyWrapper={false} className="eef-definition" isFilled>
        <DraftNotices definition={definition} session={session} onDiscard={() => setDiscarding(true)} onCompare={compare} />
        <Tabs activeKey={tab} onSelect={(_event, key) => void setTab(TABS.find((name) => name === key) ?? 'edit')} aria-label="Parts of the definition" role="region">
          {TABS.map((name) => <Tab key={name} eventKey={name} title={<TabTitleText>{name === 'files' && session.draft.files.length > 0 ? `Files ${session.draft.files.length}` : TAB_WORDS[name]}</TabTitleText>} tabContentId={`tab-${name}`} />)}
        </Tabs>
        <div className="eef-tab-body">
          <div id="tab-edit" hidden={tab !== 'edit'}><EditTab definition={definition} session={session} preflight={preflight} form={form} diagnostics={diagnostics} isNarrow={isNarrow} /></div>
          <div id="tab-revisions" hidden={tab !== 'revisions'}>{tab === 'revisions' ? <RevisionsTab definition={definition} isDirty={session.isDirty} /> : null}</div>
          <div id="tab-builds" hidden={tab !== 'builds'}>{tab === 'builds' ? builds : null}</div>
          <div id="tab-files" hidden={tab !== 'files'}>{tab === 'files' ? <FilesTab definitionId={definition.id} revision={session.draft.baseRevision} storedFiles={session.base?.files ?? null} files={session.draft.files} onChange={session.setFiles} /> : null}</div>
          <div id="tab-settings" hidden={tab !== 'settings'}>{tab === 'settings' ? <SettingsTab definition={definition} /> : null}</div>
        </div>
      </PageSection>
      {dialogs}
      {guard}
      {isDiscarding ? (
        <ConfirmDialog title="Discard your changes?" confirm="Discard" isDanger onConfirm={async () => { session.discard(); await Promise.resolve(); }} onClose={() => setDiscarding(false)}>
          The form and the text go back to r{definition.head.number}. In the YAML, Undo brings the text back as long as this page is open.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
