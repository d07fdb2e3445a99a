import type { Definition, Revision, RevisionSettings } from '#lib/contract/definitions.ts';
import type { Draft as KeptDraft } from '#lib/contract/drafts.ts';
import { useCallback, useState } from 'react';
import { discardKeptDraft } from './draft-data.ts';
import type { KeepState } from './draft-keeper.ts';
import { draftOf, sameContent, type Draft, type DraftFile } from './draft.ts';
import { openDraft, useDraftKeeper } from './use-draft-keeper.ts';

interface DraftState {
  readonly draft: Draft;
  /** What the draft started from; null when it was restored and its revision is not the newest any more. */
  readonly base: Draft | null;
  /** Grows when the text was replaced from outside the editor. */
  readonly epoch: number;
  readonly restored: 'server' | 'browser' | null;
}

export interface DraftSession extends DraftState {
  readonly isDirty: boolean;
  /** The newest revision is not the one that this draft started from. */
  readonly isBehind: boolean;
  readonly keep: KeepState;
  /** From the editor. */
  setText: (text: string) => void;
  /** From elsewhere: the editor has to follow. */
  replaceText: (text: string) => void;
  setFiles: (change: (files: readonly DraftFile[]) => DraftFile[]) => void;
  setSettings: (settings: RevisionSettings) => void;
  /** Back to the newest revision, here and on the server. */
  discard: () => Promise<void>;
  /** Runs a save with the version of the server's draft; nothing is written to that meanwhile. */
  saving: (save: (draft: Draft, version: string | null) => Promise<Revision>) => Promise<Revision>;
  /** After a conflict: `draft` stands on the newest revision. */
  rebase: (draft: Draft) => void;
  /** Another tab wrote, too: this one's work goes on, or the other's is shown here. */
  takeOver: () => void;
  takeOther: () => void;
  dismissRestored: () => void;
}

function stateFrom(definition: Definition, draft: Draft, restored: DraftState['restored'] = null): Omit<DraftState, 'epoch'> {
  const head = draftOf(definition.head);
  return { draft, base: draft.baseRevision === head.baseRevision ? head : null, restored };
}

function isChanged({ draft, base }: DraftState): boolean {
  return base === null || !sameContent(draft, base);
}

/** A draft that was not touched follows the newest revision. */
function followHead(state: DraftState, definition: Definition): DraftState {
  if (isChanged(state) || definition.head.number <= state.draft.baseRevision) return state;
  return { ...stateFrom(definition, draftOf(definition.head)), epoch: state.epoch + 1 };
}

function afterSave(state: DraftState, revision: Revision, sent: Draft): DraftState {
  const stored = draftOf(revision);
  const files = sent.files === state.draft.files ? stored.files : state.draft.files;
  return { ...state, base: stored, draft: { ...state.draft, files, baseRevision: revision.number }, restored: null };
}

/** The draft of one definition: kept on the server as one types, back wherever one goes on. `server`: what that has now. */
export function useDraft(definition: Definition, server: KeptDraft | null): DraftSession {
  const headDraft = draftOf(definition.head);
  const [opened] = useState(() => openDraft(definition.id, headDraft, server));
  const { keeper } = opened;
  const [stored, setState] = useState<DraftState>(() => ({ ...stateFrom(definition, opened.start.draft, opened.start.restored), epoch: 0 }));
  const state = followHead(stored, definition);
  if (state !== stored) setState(state);
  const isDirty = isChanged(state);
  const keep = useDraftKeeper(opened, { draft: state.draft, isDirty, server });
  const change = useCallback((part: (draft: Draft) => Partial<Draft>) => setState((before) => ({ ...before, draft: { ...before.draft, ...part(before.draft) } })), []);
  const replace = useCallback((next: (before: DraftState) => Omit<DraftState, 'epoch'>) => setState((before) => ({ ...next(before), epoch: before.epoch + 1 })), []);
  const paused = async <T>(work: (version: string | null) => Promise<T>): Promise<T> => {
    try {
      const result = await work(await keeper.pause());
      keeper.restart();
      return result;
    } catch (error) {
      keeper.resume();
      throw error;
    }
  };
  return {
    ...state,
    isDirty,
    keep,
    isBehind: isDirty && definition.head.number > state.draft.baseRevision,
    setText: useCallback((text: string) => change(() => ({ text })), [change]),
    replaceText: useCallback((text: string) => replace((before) => ({ ...before, draft: { ...before.draft, text } })), [replace]),
    setFiles: useCallback((update) => change((draft) => ({ files: update(draft.files) })), [change]),
    setSettings: useCallback((settings: RevisionSettings) => change(() => ({ settings })), [change]),
    discard: async () => {
      await paused(async (version) => (version === null ? undefined : discardKeptDraft(definition.id, version)));
      replace(() => stateFrom(definition, headDraft));
    },
    saving: async (save) => {
      const sent = state.draft;
      const revision = await paused((version) => save(sent, version));
      setState((before) => afterSave(before, revision, sent));
      return revision;
    },
    rebase: (draft) => replace(() => ({ ...stateFrom(definition, { ...draft, baseRevision: headDraft.baseRevision }), base: headDraft })),
    takeOver: () => keeper.takeOver(),
    takeOther: () => {
      if (keep.kind !== 'elsewhere') return;
      const draft = keeper.takeOther(keep.other);
      replace(() => stateFrom(definition, draft));
    },
    dismissRestored: () => setState((before) => ({ ...before, restored: null })),
  };
}
