'use client';

import { CodeEditor, type EditorHandle } from '#components/editor/code-editor.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import type { Definition } from '#lib/contract/definitions.ts';
import { rangeOfOrigin } from '#lib/ee/containerfile/origin-range.ts';
import type { Origin } from '#lib/ee/containerfile/origin.ts';
import type { Diagnostic, TextEdit, TextRange } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import { countBySection, sectionOf } from '#lib/ee/form/sections.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import type { FixChoice } from '#lib/ee/lint/quick-fixes.ts';
import type { ParsedDefinition } from '#lib/ee/parse.ts';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { credentialChoicesQuery } from './data.ts';
import { EditToolbar } from './edit-toolbar.tsx';
import type { View } from './edit-views.ts';
import { DefinitionForm } from './form/definition-form.tsx';
import { focusSection } from './form/focus-field.ts';
import { LookupContext } from './lookup/lookup-context.ts';
import { LookupNote } from './lookup/lookup-note.tsx';
import type { Lookups } from './lookup/use-lookups.ts';
import { MigrateDialog } from './form/migrate-dialog.tsx';
import { SectionRail } from './form/section-rail.tsx';
import { PreflightPanel } from './preflight/preflight-panel.tsx';
import type { PreflightSession } from './preflight/use-preflight.ts';
import { PreviewPanel } from './preview/preview-panel.tsx';
import { SidePane, type SidePanel } from './preview/side-pane.tsx';
import { ProblemList, problemCounts } from './problem-list.tsx';
import { useBaseImages } from './use-base-images.ts';
import { rulePage } from './rule-page.ts';
import type { DraftSession } from './use-draft.ts';
import { isSideShown, toggledSide, useEditView } from './use-edit-view.ts';
import { useFieldPlace } from './use-field-place.ts';
import { useFix } from './use-fix.ts';
import { putEdits, useFormToolsFor } from './use-form-tools.ts';

export interface EditTabProps {
  definition: Definition;
  session: DraftSession;
  preflight: PreflightSession;
  parsed: ParsedDefinition;
  form: FormState;
  /** Of the text, and what look-up says of its packages. */
  diagnostics: readonly Diagnostic[];
  lookups: Lookups;
  filePaths: readonly string[];
  isNarrow: boolean;
  /** Panels beside problems and preview. */
  morePanels?: readonly SidePanel[];
}

/** Reveals a place once the editor is visible. */
function useReveal(editor: RefObject<EditorHandle | null>, view: View, setView: (view: View) => void): (range: TextRange) => void {
  const [wanted, setWanted] = useState<TextRange | null>(null);
  useEffect(() => {
    if (wanted === null || view === 'form') return;
    const frame = requestAnimationFrame(() => {
      editor.current?.reveal(wanted);
      editor.current?.focus();
      setWanted(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, view, editor]);
  return (range) => {
    if (view === 'form') setView('both');
    setWanted(range);
  };
}

/** Opens the Files tab, at one file or as it was. */
function useOpenFile(): (path: string | null) => void {
  const [, set] = useQueryStates({ tab: parseAsString, file: parseAsString });
  return (path) => void set(path === null ? { tab: 'files' } : { tab: 'files', file: path });
}

export function EditTab({ definition, session, preflight, parsed, form, diagnostics, lookups, filePaths, isNarrow, morePanels = [] }: EditTabProps) {
  const { text, files, settings } = session.draft;
  const toast = useToast();
  const editor = useRef<EditorHandle | null>(null);
  const shown = useEditView(isNarrow, diagnostics.length);
  const { view, setView } = shown;
  const place = useFieldPlace(parsed, form, editor);
  const { marked, target, goTo, onEditorReady } = place;
  const onReady = useCallback((handle: EditorHandle | null) => {
    editor.current = handle;
    onEditorReady();
  }, [onEditorReady]);
  const tools = useFormToolsFor({ form, text, diagnostics, editor, onReplaceText: session.replaceText, marked, target });
  const reveal = useReveal(editor, view, setView);
  const openFile = useOpenFile();
  const credentials = useQuery(credentialChoicesQuery);
  const images = useBaseImages();
  const [isMigrating, setMigrating] = useState(false);
  const counts = useMemo(() => countBySection(diagnostics), [diagnostics]);
  const put = (edits: readonly TextEdit[]) => putEdits(editor.current, text, edits, session.replaceText);

  const fixWith = (edits: readonly DefinitionEdit[]) => {
    tools.endStep();
    tools.apply(edits);
    tools.endStep();
  };
  const format = async () => {
    const why = await editor.current?.format();
    if (typeof why === 'string') toast({ variant: 'warning', title: 'The layout stays as it is', body: why });
  };

  const showSide = (next: string) => {
    shown.setSide(next);
    requestAnimationFrame(() => document.querySelector('.eef-pane-side')?.scrollIntoView({ block: 'nearest' }));
  };
  const jump = ({ path, range }: Pick<Diagnostic, 'path' | 'range'>) => {
    if (view === 'form' && !form.isReadOnly && path.length > 0) goTo(path);
    else reveal(range);
  };
  const fixText = useFix({ text, files: filePaths }, put);
  const fix = (diagnostic: Diagnostic, choice: FixChoice) => {
    if (choice.kind === 'migrate') setMigrating(true);
    else fixText(diagnostic, choice);
  };
  const follow = (origin: Origin) => {
    const [path] = origin.paths;
    const range = rangeOfOrigin(parsed.document, origin);
    if (view === 'yaml' && range !== null) {
      reveal(range);
      return;
    }
    if (view === 'yaml') setView('both');
    if (path !== undefined) goTo(path);
    if (range !== null) requestAnimationFrame(() => editor.current?.reveal(range));
  };

  const panels: readonly SidePanel[] = [
    { id: 'problems', title: 'Problems', count: diagnostics.length, content: <ProblemList diagnostics={diagnostics} onJump={jump} onFix={fix} none="Nothing stands in the way of a build, as far as can be seen from the text." /> },
    { id: 'preview', title: 'Preview', content: <PreviewPanel parsed={parsed} files={files} filePaths={filePaths} head={definition.head} marked={marked} onFollow={follow} onJump={jump} /> },
    ...morePanels,
  ];
  const side = panels.find(({ id }) => id === shown.side)?.id ?? 'problems';
  const current = marked.length > 0 ? marked : place.focused;
  return (
    <div className="eef-workbench">
      <EditToolbar view={view} counts={problemCounts(diagnostics)} isSideShown={isSideShown(shown)} onView={setView} onUndo={() => editor.current?.undo()} onRedo={() => editor.current?.redo()} onFormat={() => void format()} onProblems={() => showSide('problems')} onSide={() => showSide(toggledSide(shown))} />
      <LookupNote summary={lookups.summary} />
      <PreflightPanel session={preflight} draft={session.draft} onEdits={fixWith} />
      <div className={`eef-panes eef-panes-${view}`} data-side={isSideShown(shown) ? true : undefined}>
        <div className="eef-pane-rail" hidden={view === 'yaml'}>
          <SectionRail counts={counts} current={current === null ? null : sectionOf(current)} isLegacy={form.schemaVersion !== null && form.schemaVersion !== 3} onSelect={focusSection} />
        </div>
        <div className="eef-pane-form" hidden={view === 'yaml'}>
          <LookupContext value={lookups.tools}>
            <DefinitionForm
              tools={tools}
              settings={settings}
              defaultRepository={definition.defaultRepository}
              credentials={credentials.data ?? []}
              images={images}
              filePaths={filePaths}
              onSettings={session.setSettings}
              onJumpToProblem={() => { if (form.problem !== null) reveal(form.problem.range); }}
              onMigrate={() => setMigrating(true)}
              onOpenFile={openFile}
              onField={place.onField}
            />
          </LookupContext>
        </div>
        <div className="eef-pane-yaml" hidden={view === 'form'}>
          <CodeEditor path="execution-environment.yml" subject="definition" language="yaml" label="Definition as YAML" value={text} epoch={session.epoch} onChange={session.setText} diagnostics={diagnostics} images={images} filePaths={filePaths} packages={lookups.tools.source} rulePage={rulePage} onReady={onReady} onCursor={place.onCursor} />
        </div>
        {isSideShown(shown) ? <div className="eef-pane-side"><SidePane panels={panels} shown={side} onShow={shown.setSide} /></div> : null}
      </div>
      {isMigrating ? <MigrateDialog text={text} onApply={(newText) => { setMigrating(false); put([{ start: 0, end: text.length, newText }]); }} onClose={() => setMigrating(false)} /> : null}
    </div>
  );
}
