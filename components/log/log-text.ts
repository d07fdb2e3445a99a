import { apiResponse } from '#lib/client/api.ts';
import { visibleText } from '#lib/contract/log-text.ts';
import type { LineRange } from './line-range.ts';
import { logPath, type AttemptRef } from './log-source.ts';
import type { LogStore } from './log-store.ts';

/** The visible text of lines that are all here, without numbers, times and colours; else null. */
export function copyHere(store: LogStore, { first, last }: LineRange): string | null {
  const texts: string[] = [];
  for (let line = first - 1; line < Math.min(last, store.lineCount); line += 1) {
    const found = store.line(line);
    if (found === null || found.hiddenBytes > 0) return null;
    texts.push(visibleText(found.text));
  }
  return texts.join('\n');
}

/** The visible text of lines, wherever they are: rows that are not drawn and lines that were never looked at included. */
export async function copyLines(store: LogStore, of: AttemptRef, range: LineRange): Promise<string> {
  const here = copyHere(store, range);
  if (here !== null) return here;
  const parts: string[] = [];
  for (const { phase, first, count } of store.phases()) {
    const from = Math.max(first, range.first - 1);
    const end = Math.min(first + count, range.last);
    if (from >= end) continue;
    const response = await apiResponse(logPath(of, phase), { query: { line: from - first + 1, lines: end - from }, headers: { accept: '*/*' } });
    const text = await response.text();
    parts.push(text.replace(/\n$/, '').split('\n').map(visibleText).join('\n'));
  }
  return parts.join('\n');
}
