'use client';

import { DiffViewer } from '#components/editor/diff-viewer.tsx';
import { plural } from '#components/ui/format.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { Alert, Button, Content } from '@patternfly/react-core';
import { useMemo } from 'react';
import { ConflictChoice } from './conflict-choice.tsx';
import { ConflictHunk } from './conflict-hunk.tsx';
import { conflictCount, openCount, textConflicts, type DraftMerge, type MergeChoices, type Side } from './draft-merge.ts';
import type { Draft } from './draft.ts';
import { SETTING_WORDS } from './settings-words.ts';

const SIDES = [
  { value: 'theirs', label: 'Theirs' },
  { value: 'mine', label: 'Mine' },
] as const;

export interface ConflictMergeProps {
  merge: DraftMerge;
  baseRevision: number;
  head: Draft;
  headRevision: number;
  choices: MergeChoices;
  onChoices: (choices: MergeChoices) => void;
  /** With every choice made, and as it was edited by hand since; null until then. */
  result: Draft | null;
  isEdited: boolean;
  onEdit: (text: string | null) => void;
}

function Summary({ merge, choices }: Pick<ConflictMergeProps, 'merge' | 'choices'>) {
  const total = conflictCount(merge);
  if (total === 0) return <Alert isInline variant="success" title="Both changes fit together">They touch different places. Look at the result below; nothing is saved yet.</Alert>;
  const open = openCount(merge, choices);
  return <Alert isInline variant={open === 0 ? 'success' : 'warning'} title={open === 0 ? 'Everything is chosen' : `Choose at ${plural(open, 'place')} that both of you changed`}>Everything else is merged. Nothing is saved yet.</Alert>;
}

function EntryChoices({ merge, choices, isEdited, onChoices }: ConflictMergeProps) {
  const words = (key: string) => (SETTING_WORDS as Record<string, string>)[key] ?? key;
  const fileWords = (key: string) => {
    const conflict = merge.files.conflicts.find((each) => each.key === key);
    return `File ${key}${conflict?.theirs === null ? ' (they removed it)' : ''}${conflict?.mine === null ? ' (you removed it)' : ''}`;
  };
  const choose = (kind: 'files' | 'settings', key: string) => (side: Side) => onChoices({ ...choices, [kind]: { ...choices[kind], [key]: side } });
  return (
    <>
      {merge.files.conflicts.map(({ key }) => <ConflictChoice key={key} id={`file-${key}`} label={fileWords(key)} options={SIDES} chosen={choices.files[key] ?? null} isDisabled={isEdited} onChoose={choose('files', key)} />)}
      {merge.settings.conflicts.map(({ key }) => <ConflictChoice key={key} id={`setting-${key}`} label={words(key)} options={SIDES} chosen={choices.settings[key] ?? null} isDisabled={isEdited} onChoose={choose('settings', key)} />)}
    </>
  );
}

function ResultProblems({ result }: { result: Draft }) {
  const errors = useMemo(() => parseDefinition(result.text, { files: result.files.map((file) => file.path) }).diagnostics.filter(({ severity }) => severity === 'error'), [result]);
  const [first] = errors;
  if (first === undefined) return null;
  const isUnreadable = first.code.startsWith('yaml-');
  return (
    <Alert isInline variant="warning" title={isUnreadable ? 'The merged text is not YAML' : `The merged definition has ${plural(errors.length, 'problem')} that will stop a build`}>
      Line {first.range.start.line}: {first.message} Correct it on the right, choose otherwise, or go on and correct it in the editor.
    </Alert>
  );
}

/** Base, theirs and mine put together: what is left to choose, and the result beside theirs. */
export function ConflictMerge(props: ConflictMergeProps) {
  const { merge, baseRevision, head, headRevision, choices, onChoices, result, isEdited, onEdit } = props;
  const chooseHunk = (index: number) => (choice: MergeChoices['text'][number]) => onChoices({ ...choices, text: textConflicts(merge).map((_conflict, at) => (at === index ? choice : (choices.text[at] ?? null))) });
  return (
    <div className="eef-stack">
      <Summary merge={merge} choices={choices} />
      {textConflicts(merge).map((conflict, index) => (
        <ConflictHunk key={`${conflict.baseLine}-${String(index)}`} index={index} conflict={conflict} baseRevision={baseRevision} chosen={choices.text[index] ?? null} isDisabled={isEdited} onChoose={chooseHunk(index)} />
      ))}
      <EntryChoices {...props} />
      {result === null ? null : (
        <div>
          <ResultProblems result={result} />
          <Content component="p">
            Left is theirs (r{headRevision}), right is the result; it can be edited.
            {isEdited ? <> <Button variant="link" isInline onClick={() => onEdit(null)}>Drop what I edited here</Button></> : null}
          </Content>
          <div className="eef-dialog-diff">
            {/* Monaco's diff fails on a text that is replaced as a whole: another choice is another viewer. */}
            <DiffViewer key={JSON.stringify(choices)} original={head.text} modified={result.text} onModifiedChange={onEdit} language="yaml" label="Theirs and the result" />
          </div>
        </div>
      )}
    </div>
  );
}
