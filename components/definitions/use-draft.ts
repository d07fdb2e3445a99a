import type { Definition, Revision, RevisionSettings } from '#lib/contract/definitions.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { readDraft, writeDraft } from './draft-storage.ts';
import { draftOf, sameContent, type Draft, type DraftFile } from './draft.ts';

const KEEP_AFTER_MS = 250;

interface DraftState {
  readonly draft: Draft;
  /** What the draft started from; null when it came back from storage and its revision is not the newest any more. */
  readonly base: Draft | null;
  /** Grows when the text was replaced from outside the editor. */
  readonly epoch: number;
  readonly wasRestored: boolean;
}

export interface DraftSession extends DraftState {
  readonly isDirty: boolean;
  /** The newest revision is not the one that this draft started from. */
  readonly isBehind: boolean;
  /** False when the browser's storage did not take the draft. */
  readonly isKept: boolean;
  /** From the editor. */
  setText: (text: string) => void;
  /** From elsewhere: the editor has to follow. */
  replaceText: (text: string) => void;
  setFiles: (change: (files: readonly DraftFile[]) => DraftFile[]) => void;
  setSettings: (settings: RevisionSettings) => void;
  discard: () => void;
  /** After a save: later typing stays, now on top of `revision`; `sent` is what was saved. */
  saved: (revision: Revision, sent: Draft) => void;
  /** After a conflict: `draft` stands on the newest revision. */
  rebase: (draft: Draft) => void;
  dismissRestored: () => void;
}

function startState(definition: Definition): DraftState {
  const head = draftOf(definition.head);
  const kept = readDraft(localStorage, definition.id);
  if (kept === null || sameContent(kept, head)) return { draft: head, base: head, epoch: 0, wasRestored: false };
  return { draft: kept, base: kept.baseRevision === head.baseRevision ? head : null, epoch: 0, wasRestored: true };
}

function isChanged({ draft, base }: DraftState): boolean {
  return base === null || !sameContent(draft, base);
}

/** A draft that was not touched follows the newest revision. */
function followHead(state: DraftState, definition: Definition): DraftState {
  if (isChanged(state) || definition.head.number <= state.draft.baseRevision) return state;
  const head = draftOf(definition.head);
  return { draft: head, base: head, epoch: state.epoch + 1, wasRestored: false };
}

function afterSave(state: DraftState, revision: Revision, sent: Draft): DraftState {
  const stored = draftOf(revision);
  const files = sent.files === state.draft.files ? stored.files : state.draft.files;
  return { ...state, base: stored, draft: { ...state.draft, files, baseRevision: revision.number }, wasRestored: false };
}

function useKeptDraft(definitionId: string, state: DraftState, isDirty: boolean): boolean {
  const [isKept, setKept] = useState(true);
  const latest = useRef<() => void>(() => {});
  useEffect(() => {
    latest.current = () => setKept(writeDraft(localStorage, definitionId, isDirty ? state.draft : null));
    const timer = setTimeout(() => latest.current(), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [definitionId, state.draft, isDirty]);
  useEffect(() => {
    const flush = () => latest.current();
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [definitionId]);
  return isKept;
}

/** The draft of one definition: kept in this browser as one types, back after a reload. */
export function useDraft(definition: Definition): DraftSession {
  const [stored, setState] = useState(() => startState(definition));
  const state = followHead(stored, definition);
  if (state !== stored) setState(state);
  const isDirty = isChanged(state);
  const isKept = useKeptDraft(definition.id, state, isDirty);
  const change = useCallback((part: (draft: Draft) => Partial<Draft>) => setState((before) => ({ ...before, draft: { ...before.draft, ...part(before.draft) } })), []);
  const replace = useCallback((next: (before: DraftState) => Omit<DraftState, 'epoch'>) => setState((before) => ({ ...next(before), epoch: before.epoch + 1 })), []);
  const headDraft = draftOf(definition.head);
  return {
    ...state,
    isDirty,
    isKept,
    isBehind: isDirty && definition.head.number > state.draft.baseRevision,
    setText: useCallback((text: string) => change(() => ({ text })), [change]),
    replaceText: useCallback((text: string) => replace((before) => ({ ...before, draft: { ...before.draft, text } })), [replace]),
    setFiles: useCallback((update) => change((draft) => ({ files: update(draft.files) })), [change]),
    setSettings: useCallback((settings: RevisionSettings) => change(() => ({ settings })), [change]),
    discard: () => replace(() => ({ draft: headDraft, base: headDraft, wasRestored: false })),
    saved: useCallback((revision: Revision, sent: Draft) => setState((before) => afterSave(before, revision, sent)), []),
    rebase: (draft) => replace(() => ({ draft: { ...draft, baseRevision: headDraft.baseRevision }, base: headDraft, wasRestored: false })),
    dismissRestored: () => setState((before) => ({ ...before, wasRestored: false })),
  };
}
