import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCounter } from '#lib/contract/log-search.ts';
import type { SearchQuery } from '#lib/contract/log-search.ts';
import { searchLogs } from '#lib/server/logs/search-job.ts';
import { RandomSource } from '#test/support/random.ts';

let dir = '';
let written = 0;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'eef-search-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const STAMP = '2026-11-25T12:00:00.000Z ';
const WORDS = ['error', 'Error:', 'no errors', 'failed=0', 'wheel', 'WHEEL', 'ä', 'a', 'b', 'ab', '12', '2026', '\u001b[31mred\u001b[0m', 'whe\u001b[1mel', '\t', '.', 'x(y'];
const ODD_WORDS = ['10 %\r20 %', '\u001b]0;title\u0007', '\u0000', '\u009b1m', '\u001b'];
const QUERIES: readonly SearchQuery[] = [
  ...['wheel', 'ab', 'error', 'is:error', 'is:error wheel', '2026', 'x(y', 'red', 'ä', ' ', '\t'].map((text) => ({ text, isRegex: false, isCaseSensitive: false })),
  { text: 'WHEEL', isRegex: false, isCaseSensitive: true },
  ...['a+b?', '\\bab\\b', 'whe*l', '[ab]{2}', 'a.*b', '^ab', 'b$', '[^a]b', 'a\\sb', 'x*', '(?<!a)b', '\\d\\d', 'a|error'].map((text) => ({ text, isRegex: true, isCaseSensitive: false })),
];

async function search(text: string, query: SearchQuery, from = 0, to: number | null = null): Promise<[number, number][]> {
  // What was read of a log is remembered by its name.
  written += 1;
  const plain = path.join(dir, `${String(written)}.log`);
  writeFileSync(plain, text);
  const files = { plain, packed: `${plain}.gz`, index: `${plain}.idx` };
  const found: [number, number][] = [];
  for await (const event of searchLogs({ query, ranges: [{ phase: 'build', files, isPacked: false, isOver: true, from, to }] }, () => false)) if ('matches' in event) found.push(...event.matches);
  return found;
}

describe('searchLogs', () => {
  it('finds in many lines at once what it would find line by line', async () => {
    const random = new RandomSource();
    for (let round = 0; round < 60; round += 1) {
      const words = round % 3 === 0 ? [...WORDS, ...ODD_WORDS] : WORDS;
      const lines = Array.from({ length: random.below(41) }, () => STAMP + Array.from({ length: random.below(7) }, () => random.pick(words)).join(random.pick(['', ' '])));
      const from = random.below(6);
      const to = random.pick([null, 7, 30]);
      for (const query of QUERIES) {
        const count = createCounter(query);
        const expected = lines.flatMap((line, index): [number, number][] => (index < from || (to !== null && index >= to) || count(line) === 0 ? [] : [[index, count(line)]]));
        expect(await search(lines.map((line) => `${line}\n`).join(''), query, from, to), `seed ${String(random.seed)}, round ${String(round)}, ${JSON.stringify(query)}`).toEqual(expected);
      }
    }
  });

  it('keeps to a bounded end of a line without one', async () => {
    const text = `${STAMP}${'x'.repeat(5 * 1024 * 1024)} wheel\n${STAMP}wheel\n`;
    expect(await search(text, { text: 'wheel', isRegex: false, isCaseSensitive: false })).toEqual([[0, 1], [1, 1]]);
  });
});
