import { plural } from '#components/ui/format.ts';
import { useEffect, useState } from 'react';
import type { LineRange } from './line-range.ts';
import type { AttemptRef } from './log-source.ts';
import type { LogStore } from './log-store.ts';
import { copyLines } from './log-text.ts';

const SAID_MS = 4000;

/** Copies lines to the clipboard, those that are not here too; `copied` says what came of it. */
export function useCopyLines(store: LogStore, of: AttemptRef): { copied: string; copy: (range: LineRange) => void } {
  const [copied, setCopied] = useState('');
  useEffect(() => {
    if (copied === '' || copied === 'Copying…') return;
    const timer = setTimeout(() => setCopied(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (range: LineRange): void => {
    setCopied('Copying…');
    copyLines(store, of, range)
      .then((text) => navigator.clipboard.writeText(text))
      .then(
        () => setCopied(`Copied ${plural(Math.min(range.last, store.lineCount) - range.first + 1, 'line')}`),
        () => setCopied('Not copied: the browser or the connection refused. Open the raw log.'),
      );
  };
  return { copied, copy };
}
