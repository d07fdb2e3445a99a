'use client';

import { useEffect, useState } from 'react';
import type { Suggest, Suggestion } from './form-context.ts';

const ASK_AFTER_MS = 150;
const MIN_LENGTH = 2;

/** What fits to what is typed; nothing when nobody can be asked. */
export function useSuggestions(suggest: Suggest | undefined, typed: string): readonly Suggestion[] {
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  const prefix = typed.trim();
  useEffect(() => {
    if (suggest === undefined || prefix.length < MIN_LENGTH) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      suggest(prefix, controller.signal).then(
        (items) => {
          if (!controller.signal.aborted) setFound(items);
        },
        () => setFound([]),
      );
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [suggest, prefix]);
  return prefix.length < MIN_LENGTH ? [] : found;
}

export function SuggestionList({ id, items }: { id: string; items: readonly Suggestion[] }) {
  return (
    <datalist id={id}>
      {items.map(({ name, summary }) => <option key={name} value={name} {...(summary === null ? {} : { label: `${name}: ${summary}` })} />)}
    </datalist>
  );
}
