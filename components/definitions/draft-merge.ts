import { RevisionSettings } from '#lib/contract/definitions.ts';
import { mergeEntries, resolveEntries, type EntryMerge } from '#lib/ee/merge/merge-entries.ts';
import { mergeText, resolveText, type Choice, type MergePart, type TextConflict } from '#lib/ee/merge/merge-text.ts';
import { sameFile, type Draft, type DraftFile } from './draft.ts';

type Setting = RevisionSettings[keyof RevisionSettings];
export type Side = 'theirs' | 'mine';

/** What two people made of one revision, put together as far as that goes by itself. */
export interface DraftMerge {
  readonly text: readonly MergePart[];
  readonly files: EntryMerge<DraftFile>;
  readonly settings: EntryMerge<Setting>;
}

export interface MergeChoices {
  /** In the order of the conflicts in the text. */
  readonly text: readonly (Choice | null)[];
  readonly files: Readonly<Record<string, Side | undefined>>;
  readonly settings: Readonly<Record<string, Side | undefined>>;
}

export const NO_CHOICES: MergeChoices = { text: [], files: {}, settings: {} };

export function mergeDrafts({ base, theirs, mine }: Record<'base' | 'theirs' | 'mine', Draft>): DraftMerge {
  const files = (draft: Draft) => new Map(draft.files.map((file) => [file.path, file]));
  const settings = (draft: Draft) => new Map(Object.entries(draft.settings) as [string, Setting][]);
  return {
    text: mergeText({ base: base.text, theirs: theirs.text, mine: mine.text }),
    files: mergeEntries({ base: files(base), theirs: files(theirs), mine: files(mine) }, sameFile),
    settings: mergeEntries({ base: settings(base), theirs: settings(theirs), mine: settings(mine) }, (a, b) => JSON.stringify(a) === JSON.stringify(b)),
  };
}

export function textConflicts(merge: DraftMerge): readonly TextConflict[] {
  return merge.text.filter((part) => part.kind === 'conflict');
}

export function conflictCount(merge: DraftMerge): number {
  return textConflicts(merge).length + merge.files.conflicts.length + merge.settings.conflicts.length;
}

/** How many choices are missing still. */
export function openCount(merge: DraftMerge, choices: MergeChoices): number {
  const text = textConflicts(merge).filter((_conflict, index) => (choices.text[index] ?? null) === null);
  const files = merge.files.conflicts.filter(({ key }) => choices.files[key] === undefined);
  const settings = merge.settings.conflicts.filter(({ key }) => choices.settings[key] === undefined);
  return text.length + files.length + settings.length;
}

/** The draft with every choice made, on top of `head`; null while one is missing. */
export function resolveDraft(merge: DraftMerge, choices: MergeChoices, head: number): Draft | null {
  const text = resolveText(merge.text, choices.text);
  const files = resolveEntries(merge.files, choices.files);
  const settings = resolveEntries(merge.settings, choices.settings);
  if (text === null || files === null || settings === null) return null;
  return { baseRevision: head, text, files: [...files.values()], settings: RevisionSettings.parse(Object.fromEntries(settings)) };
}
