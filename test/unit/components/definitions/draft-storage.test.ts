import { findLocalCopy, localKey, tabName, writeLocalCopy, type DraftStore, type LocalCopy } from '#components/definitions/draft-storage.ts';
import { describe, expect, it } from 'vitest';

const SETTINGS = { repository: null, tags: [], pullCredentialIds: [], pushCredentialId: null, galaxyCredentialIds: [], workerLabels: [] };

function copyOf(text: string, at = 1): LocalCopy {
  return { draft: { baseRevision: 7, text, files: [{ path: 'b', content: 'ü\n', executable: false, size: 3, sha256: null }], settings: SETTINGS }, version: 'version0001', at };
}

function memoryStore(): DraftStore {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value), removeItem: (key) => items.delete(key), key: (index) => [...items.keys()][index] ?? null, get length() { return items.size; } };
}

describe('findLocalCopy', () => {
  it('gives back exactly what was kept, and nothing after it was forgotten', () => {
    const store = memoryStore();
    const key = localKey('one', 'tab');
    expect(writeLocalCopy(store, key, copyOf('half typed: ['))).toBe(true);
    expect(findLocalCopy(store, 'one', 'tab')).toEqual({ key, copy: copyOf('half typed: [') });
    expect(findLocalCopy(store, 'on', 'tab')).toBeNull();
    writeLocalCopy(store, key, null);
    expect(findLocalCopy(store, 'one', 'tab')).toBeNull();
  });

  it('prefers this tab’s own copy, else the newest that was left behind', () => {
    const store = memoryStore();
    writeLocalCopy(store, localKey('one', 'old'), copyOf('old', 1));
    writeLocalCopy(store, localKey('one', 'new'), copyOf('new', 3));
    writeLocalCopy(store, localKey('one', 'mine'), copyOf('mine', 2));
    expect(findLocalCopy(store, 'one', 'mine')?.copy.draft.text).toBe('mine');
    expect(findLocalCopy(store, 'one', 'other')?.copy.draft.text).toBe('new');
  });

  it('takes damaged storage for none', () => {
    const store = memoryStore();
    store.setItem(localKey('one', 'tab'), '{"draft": 3');
    expect(findLocalCopy(store, 'one', 'tab')).toBeNull();
    store.setItem(localKey('one', 'tab'), '{"draft": 3}');
    expect(findLocalCopy(store, 'one', 'tab')).toBeNull();
  });
});

describe('writeLocalCopy', () => {
  it('says when the browser did not take it', () => {
    const full: DraftStore = { ...memoryStore(), setItem: () => { throw new Error('QuotaExceededError'); } };
    expect(writeLocalCopy(full, 'key', copyOf('x'))).toBe(false);
  });
});

describe('tabName', () => {
  it('stays over a reload, and is there in a browser that keeps nothing', () => {
    const store = memoryStore();
    expect(tabName(store)).toBe(tabName(store));
    const closed = { getItem: () => { throw new Error('SecurityError'); }, setItem: () => undefined };
    expect(tabName(closed)).not.toBe('');
  });
});
