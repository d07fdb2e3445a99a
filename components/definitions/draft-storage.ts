import { Draft } from './draft.ts';

const PREFIX = 'eef:draft:';

/** What of the browser's storage is used; passed in so that it can be tested without one. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The kept draft of a definition, or null when none is there or it cannot be read. */
export function readDraft(store: DraftStore, definitionId: string): Draft | null {
  try {
    const text = store.getItem(`${PREFIX}${definitionId}`);
    if (text === null) return null;
    const parsed = Draft.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Keeps a draft, or forgets it (null). False when the browser did not take it (full or closed to this page). */
export function writeDraft(store: DraftStore, definitionId: string, draft: Draft | null): boolean {
  try {
    if (draft === null) store.removeItem(`${PREFIX}${definitionId}`);
    else store.setItem(`${PREFIX}${definitionId}`, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}
