import type * as Setup from './monaco-setup.ts';

/** Monaco and what it knows here; fetched at the first call. */
export function loadMonaco(): Promise<typeof Setup> {
  return import('./monaco-setup.ts');
}

/** For a page that will show an editor once its data is there: Monaco comes beside the data, not after it. */
export function preloadMonaco(): void {
  // Whoever shows an editor asks again, and says so when it cannot be loaded.
  if (typeof window !== 'undefined') loadMonaco().catch(() => {});
}
