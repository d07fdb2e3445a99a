const shared = globalThis as { eeFoundryTails?: Map<string, Promise<unknown>> };

/** Runs works of one key one after another, those of Next's own copy of this module among them. */
export async function exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
  const tails = (shared.eeFoundryTails ??= new Map());
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  tails.set(key, mine);
  try {
    return await mine;
  } finally {
    if (tails.get(key) === mine) tails.delete(key);
  }
}
