import type { Draft as KeptDraft } from '#lib/contract/drafts.ts';
import { useEffect, useState } from 'react';
import { fetchDraft, putDraft } from './draft-data.ts';
import { DraftKeeper, type KeepState } from './draft-keeper.ts';
import { startOf, type DraftStart } from './draft-start.ts';
import { findLocalCopy, localKey, tabName, writeLocalCopy } from './draft-storage.ts';
import type { Draft } from './draft.ts';

export interface Opened {
  readonly start: DraftStart;
  readonly keeper: DraftKeeper;
  /** What the page listens with. */
  readonly listen: (onState: (state: KeepState) => void) => void;
}

/** Reads what this browser has, and takes over what another tab of it left behind. */
export function openDraft(definitionId: string, head: Draft, server: KeptDraft | null): Opened {
  const key = localKey(definitionId, tabName(sessionStorage));
  const found = findLocalCopy(localStorage, definitionId, tabName(sessionStorage));
  const start = startOf({ head, server, local: found?.copy ?? null });
  if (found !== null && found.key !== key && (start.restored !== 'browser' || writeLocalCopy(localStorage, key, found.copy))) writeLocalCopy(localStorage, found.key, null);
  let listener: (state: KeepState) => void = () => undefined;
  const keeper = new DraftKeeper(
    {
      put: (draft, version) => putDraft(definitionId, draft, version),
      read: () => fetchDraft(definitionId),
      storeLocal: (copy) => writeLocalCopy(localStorage, key, copy === null ? null : { ...copy, at: Date.now() }),
      onState: (state) => {
        listener(state);
      },
    },
    start,
  );
  return { start, keeper, listen: (onState) => { listener = onState; } };
}

/** Hands every change to the keeper; the last one also when the page is left. */
export function useDraftKeeper({ keeper, listen }: Opened, hand: { draft: Draft; isDirty: boolean; server: KeptDraft | null }): KeepState {
  const { draft, isDirty, server } = hand;
  const [state, setState] = useState(keeper.state);
  useEffect(() => {
    listen(setState);
    const flush = () => keeper.flush();
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      keeper.flush();
    };
  }, [keeper, listen]);
  useEffect(() => keeper.change(draft, isDirty), [keeper, draft, isDirty]);
  useEffect(() => keeper.noticed(server), [keeper, server]);
  return state;
}
