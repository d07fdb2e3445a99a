import { useCallback, useEffect, useRef, useState } from 'react';
import { initialFolds } from './rows.ts';
import type { Section } from './rows.ts';

export type Folds = { folded: ReadonlySet<string>; toggle: (key: string) => void; unfold: (keys: readonly string[]) => void };

/** Which sections are folded. A log that was over when it was opened shows its failed step only. */
export function useFolds(sections: readonly Section[], isWhole: boolean): Folds {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const isDecided = useRef(false);
  useEffect(() => {
    if (isDecided.current || !isWhole || sections.length === 0) return;
    isDecided.current = true;
    setFolded(initialFolds(sections));
  }, [sections, isWhole]);
  const toggle = useCallback((key: string) => {
    isDecided.current = true;
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  const unfold = useCallback((keys: readonly string[]) => {
    setFolded((before) => {
      const next = new Set(before);
      for (const key of keys) next.delete(key);
      return next.size === before.size ? before : next;
    });
  }, []);
  return { folded, toggle, unfold };
}
