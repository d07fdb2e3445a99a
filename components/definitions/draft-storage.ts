import { z } from 'zod';
import { Draft } from './draft.ts';

/** What of the browser's storage is used; passed in so that it can be tested without one. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** What the server has not got yet; `version` is the state of its draft that this one follows. */
const LocalCopy = z.object({ draft: Draft, version: z.string().nullable(), at: z.number() });
export type LocalCopy = z.infer<typeof LocalCopy>;

function prefixOf(definitionId: string): string {
  return `eef:draft:${definitionId}:`;
}

/** Each tab has its own copy: two tabs must not overwrite each other here either. */
export function localKey(definitionId: string, tab: string): string {
  return `${prefixOf(definitionId)}${tab}`;
}

/** The copy of this tab, else the newest that another tab or an earlier run of the browser left behind. */
export function findLocalCopy(store: DraftStore, definitionId: string, tab: string): { key: string; copy: LocalCopy } | null {
  try {
    const keys = Array.from({ length: store.length }, (_item, index) => store.key(index)).filter((key) => key?.startsWith(prefixOf(definitionId)) === true);
    const found = keys.flatMap((key) => {
      const copy = key === null ? null : readCopy(store, key);
      return key === null || copy === null ? [] : [{ key, copy }];
    });
    return found.find(({ key }) => key === localKey(definitionId, tab)) ?? found.sort((a, b) => b.copy.at - a.copy.at)[0] ?? null;
  } catch {
    return null;
  }
}

/** Keeps a copy, or forgets it (null). False when the browser did not take it (full or closed to this page). */
export function writeLocalCopy(store: DraftStore, key: string, copy: LocalCopy | null): boolean {
  try {
    if (copy === null) store.removeItem(key);
    else store.setItem(key, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

function readCopy(store: DraftStore, key: string): LocalCopy | null {
  try {
    const parsed = LocalCopy.safeParse(JSON.parse(store.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A name for this tab that outlives a reload. */
export function tabName(store: Pick<Storage, 'getItem' | 'setItem'>): string {
  const fresh = Math.random().toString(36).slice(2);
  try {
    const known = store.getItem('eef:tab');
    if (known !== null) return known;
    store.setItem('eef:tab', fresh);
  } catch {
    // A browser that keeps nothing: the name holds until the reload.
  }
  return fresh;
}
