'use client';

import { CodeEditor, type EditorHandle } from '#components/editor/code-editor.tsx';
import { plural } from '#components/ui/format.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import { Button, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { RedoIcon, UndoIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { credentialChoicesQuery, infoQuery } from './data.ts';
import { DefinitionForm } from './form/definition-form.tsx';
import { PreflightPanel } from './preflight/preflight-panel.tsx';
import type { PreflightSession } from './preflight/use-preflight.ts';
import { ProblemList } from './problem-list.tsx';
import type { DraftSession } from './use-draft.ts';
import { putEdits, useFormToolsFor } from './use-form-tools.ts';

const VIEWS = ['form', 'both', 'yaml'] as const;
type View = (typeof VIEWS)[number];
const VIEW_WORDS: Record<View, string> = { form: 'Form', both: 'Both', yaml: 'YAML' };
const DEFINITION_FILE = 'execution-environment.yml';

export interface EditTabProps {
  definition: Definition;
  session: DraftSession;
  preflight: PreflightSession;
  form: FormState;
  diagnostics: readonly Diagnostic[];
  isNarrow: boolean;
}

function EditToolbar({ view, problemCount, onView, onUndo, onRedo }: { view: View; problemCount: number; onView: (view: View) => void; onUndo: () => void; onRedo: () => void }) {
  return (
    <div className="eef-inline eef-edit-toolbar">
      <ToggleGroup aria-label="View" isCompact>
        {VIEWS.map((item) => <ToggleGroupItem key={item} text={VIEW_WORDS[item]} buttonId={`view-${item}`} isSelected={view === item} onChange={() => onView(item)} />)}
      </ToggleGroup>
      <span className="eef-nowrap">
        <Button variant="plain" icon={<UndoIcon />} aria-label="Undo" onClick={onUndo} />
        <Button variant="plain" icon={<RedoIcon />} aria-label="Redo" onClick={onRedo} />
      </span>
      <span className="eef-subtle" role="status">{problemCount === 0 ? 'No problems' : plural(problemCount, 'problem')}</span>
    </div>
  );
}

/** Reveals a place once the editor is visible. */
function useJump(editor: React.RefObject<EditorHandle | null>, view: View, setView: (view: View) => void): (diagnostic: Pick<Diagnostic, 'range'>) => void {
  const [wanted, setWanted] = useState<Pick<Diagnostic, 'range'> | null>(null);
  useEffect(() => {
    if (wanted === null || view === 'form') return;
    const frame = requestAnimationFrame(() => {
      editor.current?.reveal(wanted.range);
      editor.current?.focus();
      setWanted(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, view, editor]);
  return (diagnostic) => {
    if (view === 'form') setView('both');
    setWanted(diagnostic);
  };
}

export function EditTab({ definition, session, preflight, form, diagnostics, isNarrow }: EditTabProps) {
  const editor = useRef<EditorHandle | null>(null);
  const onReady = useCallback((handle: EditorHandle | null) => {
    editor.current = handle;
  }, []);
  const [chosen, setChosen] = useQueryState('view', parseAsStringLiteral(VIEWS).withOptions({ history: 'replace' }));
  const view = chosen ?? (isNarrow ? 'form' : 'both');
  const { text } = session.draft;
  const tools = useFormToolsFor({ form, text, diagnostics, editor, onReplaceText: session.replaceText });
  const jump = useJump(editor, view, (next) => void setChosen(next));
  const credentials = useQuery(credentialChoicesQuery);
  const info = useQuery(infoQuery);
  const { problem } = form;
  const problems =
    diagnostics.length === 0 ? null : (
      <section aria-label="Problems" className="eef-problems-section" tabIndex={0}>
        <ProblemList diagnostics={diagnostics} onJump={jump} onFix={(diagnostic) => putEdits(editor.current, text, diagnostic.fix?.edits ?? [], session.replaceText)} />
      </section>
    );
  return (
    <>
      <EditToolbar view={view} problemCount={diagnostics.length} onView={(next) => void setChosen(next)} onUndo={() => editor.current?.undo()} onRedo={() => editor.current?.redo()} />
      <PreflightPanel
        session={preflight}
        draft={session.draft}
        onEdits={(edits) => {
          tools.endStep();
          tools.apply(edits);
          tools.endStep();
        }}
      />
      {view === 'form' ? problems : null}
      <div className={`eef-panes eef-panes-${view}`}>
        <div className="eef-pane-form" hidden={view === 'yaml'}>
          <DefinitionForm
            tools={tools}
            settings={session.draft.settings}
            defaultRepository={definition.defaultRepository}
            credentials={credentials.data ?? []}
            suggestedImages={info.data === undefined ? [] : [info.data.defaultBaseImage]}
            filePaths={session.draft.files.map((file) => file.path)}
            onSettings={session.setSettings}
            onJumpToProblem={() => { if (problem !== null) jump(problem); }}
          />
        </div>
        <div className="eef-pane-yaml" hidden={view === 'form'}>
          <CodeEditor path={DEFINITION_FILE} language="yaml" label="Definition as YAML" value={text} epoch={session.epoch} onChange={session.setText} diagnostics={diagnostics} schemaVersion={form.schemaVersion ?? 3} onReady={onReady} />
          {view === 'form' ? null : problems}
        </div>
      </div>
    </>
  );
}
