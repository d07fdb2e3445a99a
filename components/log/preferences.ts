import { useCallback, useSyncExternalStore } from 'react';
import { z } from 'zod';

const KEY = 'eef:log';

export const TimeMode = z.enum(['off', 'relative', 'absolute']);
export type TimeMode = z.infer<typeof TimeMode>;
const Preferences = z.object({ isWrapped: z.boolean().catch(false), time: TimeMode.catch('off') });
export type Preferences = z.infer<typeof Preferences>;

const listeners = new Set<() => void>();
let read: { text: string; value: Preferences } | null = null;

function stored(): Preferences {
  let text = '{}';
  try {
    text = localStorage.getItem(KEY) ?? '{}';
  } catch {
    // Storage may be closed to this page: the choice then lasts until it is left.
    if (read !== null) return read.value;
  }
  if (read?.text !== text) read = { text, value: parsePreferences(text) };
  return read.value;
}

export function parsePreferences(text: string): Preferences {
  try {
    return Preferences.parse(JSON.parse(text));
  } catch {
    return { isWrapped: false, time: 'off' };
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const onServer: Preferences = { isWrapped: false, time: 'off' };

/** How this reader likes logs: kept in the browser for all builds. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  const value = useSyncExternalStore(subscribe, stored, () => onServer);
  const change = useCallback((part: Partial<Preferences>) => {
    const next = { ...stored(), ...part };
    const text = JSON.stringify(next);
    read = { text, value: next };
    try {
      localStorage.setItem(KEY, text);
    } catch {
      // See above.
    }
    for (const listener of listeners) listener();
  }, []);
  return [value, change];
}
