'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useIsNarrow } from '#components/ui/use-is-narrow.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import type { Draft as KeptDraft } from '#lib/contract/drafts.ts';
import { readForm } from '#lib/ee/form/read.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { Button, PageSection } from '@patternfly/react-core';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { DefinitionTabs, TABS, type DefinitionTab } from './definition-tabs.tsx';
import { DraftNotices } from './draft-notices.tsx';
import { keepWords, leaveRisk } from './draft-words.ts';
import type { DraftFile } from './draft.ts';
import { EditTab } from './edit-tab.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilesTab } from './files-tab.tsx';
import { usePreflight } from './preflight/use-preflight.ts';
import { RevisionsTab } from './revisions-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { LookupContext } from './lookup/lookup-context.ts';
import { useLookups } from './lookup/use-lookups.ts';
import { useDraft, type DraftSession } from './use-draft.ts';
import { useFileProblems } from './use-file-problems.ts';
import { useLeaveGuard } from './use-leave-guard.tsx';
import { useSaveAndBuild } from './use-save-and-build.tsx';
import { useShortcuts } from './use-shortcuts.ts';

function usePaths(files: readonly DraftFile[]): readonly string[] {
  const key = files.map((file) => file.path).join('\n');
  return useMemo(() => (key === '' ? [] : key.split('\n')), [key]);
}

/** The text read once for form, problems and markers. */
function useReading(text: string, paths: readonly string[]) {
  return useMemo(() => {
    const parsed = parseDefinition(text, { files: paths });
    return { parsed, form: readForm(text, parsed) };
  }, [text, paths]);
}

function SavedFact({ definition, session }: { definition: Definition; session: DraftSession }) {
  const { baseRevision } = session.draft;
  return (
    <span className="eef-subtle">
      r{baseRevision}
      {baseRevision === definition.head.number ? <>, saved <RelativeTime at={definition.head.createdAt} /> by {definition.head.createdBy}</> : null}
      {session.isDirty ? <strong className="eef-unsaved"> · {keepWords(session.keep)}</strong> : null}
    </span>
  );
}

/** One definition; `draft` is what the server kept of this person's work, `builds` the list of its builds, from the feature that owns it. */
export function DefinitionView({ definition, draft, builds }: { definition: Definition; draft: KeptDraft | null; builds: ReactNode }) {
  const session = useDraft(definition, draft);
  const isNarrow = useIsNarrow();
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('edit'));
  const showTab = useCallback((next: DefinitionTab) => void setTab(next), [setTab]);
  const [isDiscarding, setDiscarding] = useState(false);
  const paths = usePaths(session.draft.files);
  const { parsed, form } = useReading(session.draft.text, paths);
  const { diagnostics } = parsed;
  const lookups = useLookups({ text: session.draft.text, form, galaxyCredentialIds: session.draft.settings.galaxyCredentialIds });
  const problems = useMemo(() => [...diagnostics, ...lookups.diagnostics].sort((a, b) => a.range.start.offset - b.range.start.offset), [diagnostics, lookups.diagnostics]);
  const errorCount = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const filesOfDraft = { definitionId: definition.id, revision: session.draft.baseRevision, storedFiles: session.base?.files ?? null, files: session.draft.files, model: parsed.model };
  const fileProblems = useFileProblems(filesOfDraft);
  const { save, build, compare, isStarting, dialogs } = useSaveAndBuild(definition, session, errorCount);
  const preflight = usePreflight(definition.id, session.draft);
  const check = () => {
    if (definition.isArchived) return;
    void setTab('edit');
    preflight.start();
  };
  useShortcuts({ onSave: save, onBuild: build, onPreflight: check });
  const guard = useLeaveGuard(session.isDirty ? leaveRisk(session.keep) : null);
  return (
    <>
      <PageHeader
        title={definition.name}
        parents={[{ href: '/definitions', text: 'Definitions' }]}
        facts={<SavedFact definition={definition} session={session} />}
        {...(definition.description === '' ? {} : { description: definition.description })}
        actions={
          <>
            {session.isDirty ? <Button variant="link" onClick={() => setDiscarding(true)}>Discard</Button> : null}
            <ExportMenu definition={definition} />
            <Button variant="secondary" onClick={check} isLoading={preflight.isStarting} isDisabled={preflight.isStarting || definition.isArchived} aria-keyshortcuts="Control+Shift+Enter" title="Ctrl-Shift-Enter">Preflight</Button>
            <Button variant="secondary" onClick={save} isDisabled={!session.isDirty} aria-keyshortcuts="Control+S" title="Ctrl-S">Save</Button>
            <Button onClick={build} isLoading={isStarting} isDisabled={isStarting || definition.isArchived} aria-keyshortcuts="Control+Enter" title="Ctrl-Enter">{session.isDirty ? 'Save and build' : 'Build'}</Button>
          </>
        }
      />
      <PageSection hasBodyWrapper={false} className="eef-definition" isFilled>
        <DraftNotices definition={definition} session={session} onDiscard={() => setDiscarding(true)} onCompare={compare} />
        <DefinitionTabs tab={tab} fileCount={session.draft.files.length} fileProblemCount={[...fileProblems.values()].reduce((sum, count) => sum + count, 0)} onTab={showTab} />
        <div className="eef-tab-body">
          <div id="tab-edit" hidden={tab !== 'edit'}><EditTab definition={definition} session={session} preflight={preflight} parsed={parsed} form={form} diagnostics={problems} lookups={lookups} filePaths={paths} isNarrow={isNarrow} /></div>
          <div id="tab-revisions" hidden={tab !== 'revisions'}>{tab === 'revisions' ? <RevisionsTab definition={definition} isDirty={session.isDirty} /> : null}</div>
          <div id="tab-builds" hidden={tab !== 'builds'}>{tab === 'builds' ? builds : null}</div>
          <div id="tab-files" hidden={tab !== 'files'}>{tab === 'files' ? <LookupContext value={lookups.tools}><FilesTab {...filesOfDraft} problems={fileProblems} onChange={session.setFiles} /></LookupContext> : null}</div>
          <div id="tab-settings" hidden={tab !== 'settings'}>{tab === 'settings' ? <SettingsTab definition={definition} /> : null}</div>
        </div>
      </PageSection>
      {dialogs}
      {guard}
      {isDiscarding ? (
        <ConfirmDialog title="Discard your changes?" confirm="Discard" isDanger onConfirm={session.discard} onClose={() => setDiscarding(false)}>
          The form and the text go back to r{definition.head.number}. In the YAML, Undo brings the text back as long as this page is open.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
