/** The same set of named things (files by path, settings by name) in three states. */
export interface EntrySides<T> {
  readonly base: ReadonlyMap<string, T>;
  readonly theirs: ReadonlyMap<string, T>;
  readonly mine: ReadonlyMap<string, T>;
}

/** Null: that side has no such thing. */
export interface EntryConflict<T> {
  readonly key: string;
  readonly theirs: T | null;
  readonly mine: T | null;
}

export interface EntryMerge<T> {
  /** Everything but the conflicts. */
  readonly merged: ReadonlyMap<string, T>;
  readonly conflicts: readonly EntryConflict<T>[];
}

/** Takes each thing from the side that changed it; what both changed differently is a conflict. */
export function mergeEntries<T>({ base, theirs, mine }: EntrySides<T>, isSame: (a: T, b: T) => boolean): EntryMerge<T> {
  const merged = new Map<string, T>();
  const conflicts: EntryConflict<T>[] = [];
  const same = (a: T | undefined, b: T | undefined) => (a === undefined || b === undefined ? a === b : isSame(a, b));
  for (const key of new Set([...theirs.keys(), ...mine.keys()])) {
    const [before, ofTheirs, ofMine] = [base.get(key), theirs.get(key), mine.get(key)];
    if (!same(before, ofTheirs) && !same(before, ofMine) && !same(ofTheirs, ofMine)) {
      conflicts.push({ key, theirs: ofTheirs ?? null, mine: ofMine ?? null });
      continue;
    }
    const kept = same(before, ofMine) ? ofTheirs : ofMine;
    if (kept !== undefined) merged.set(key, kept);
  }
  return { merged, conflicts };
}

/** The things with a choice for each conflict, by key; null while one is missing. */
export function resolveEntries<T>({ merged, conflicts }: EntryMerge<T>, choices: Readonly<Record<string, 'theirs' | 'mine' | undefined>>): ReadonlyMap<string, T> | null {
  const all = new Map(merged);
  for (const conflict of conflicts) {
    const choice = choices[conflict.key];
    if (choice === undefined) return null;
    const chosen = conflict[choice];
    if (chosen !== null) all.set(conflict.key, chosen);
  }
  return all;
}
