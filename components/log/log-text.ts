import type { LineRange } from './line-range.ts';
import { visibleText } from '#lib/contract/log-text.ts';
import type { LogStore } from './log-store.ts';

const LINES_AT_ONCE = 2000;

function* textsOf(store: LogStore, { first, last }: LineRange): Generator<string[]> {
  for (let line = first - 1; line < Math.min(last, store.lineCount); ) {
    const texts = store.run(line, Math.min(LINES_AT_ONCE, last - line));
    if (texts.length === 0) return;
    yield texts;
    line += texts.length;
  }
}

/** The visible text of lines, without numbers, times and colours; unmounted rows included. */
export function copyLines(store: LogStore, range: LineRange): string {
  return [...textsOf(store, range)].map((texts) => texts.map(visibleText).join('\n')).join('\n');
}

/** Saves every line that is here, with its time, as a text file. */
export function downloadLog(store: LogStore, fileName: string): void {
  const parts = [...textsOf(store, { first: 1, last: store.lineCount })].map((texts) => `${texts.join('\n')}\n`);
  const url = URL.createObjectURL(new Blob(parts, { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
