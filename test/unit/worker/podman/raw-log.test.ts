import { describe, expect, test } from 'vitest';

import { MAX_LINE_BYTES, RawLogParser } from '#worker/podman/raw-log.ts';

const AT = '2026-11-22T17:12:49.537097665+00:00';

function raw(...lines: [string, 'P' | 'F', string | Buffer][]): Buffer {
  return Buffer.concat(lines.flatMap(([stream, kind, text]) => [Buffer.from(`${AT} ${stream} ${kind} `), Buffer.from(text), Buffer.from('\n')]));
}

function parseInPieces(bytes: Buffer, cuts: number[]) {
  const parser = new RawLogParser(0);
  const records = [];
  let start = 0;
  for (const end of [...cuts, bytes.length]) {
    records.push(...parser.push(bytes.subarray(start, end)));
    start = end;
  }
  return [...records, ...parser.finish()];
}

describe('RawLogParser', () => {
  test('reads lines, joins parts, and gives times in milliseconds', () => {
    const bytes = raw(['stdout', 'F', 'one'], ['stdout', 'P', 'tw'], ['stdout', 'F', 'o'], ['stderr', 'F', '']);
    expect(parseInPieces(bytes, []).map(({ at, text, isContinued }) => ({ at, text, isContinued }))).toEqual(['one', 'two', ''].map((text) => ({ at: '2026-11-22T17:12:49.537Z', text, isContinued: false })));
  });

  test('gives the same records however the bytes are cut', () => {
    const umlaut = Buffer.from('ä😀');
    const bytes = raw(['stdout', 'F', 'one'], ['stdout', 'P', umlaut.subarray(0, 3)], ['stdout', 'F', umlaut.subarray(3)], ['stderr', 'P', 'x'], ['stdout', 'F', 'y'], ['stdout', 'P', 'end']);
    const whole = parseInPieces(bytes, []);
    expect(whole.map(({ text }) => text)).toEqual(['one', 'ä😀', 'x', 'y', 'end']);
    let seed = 20_261_122;
    console.log(`seed ${seed}`);
    for (let round = 0; round < 300; round += 1) {
      const cuts = [...new Set(Array.from({ length: 5 }, () => (seed = (seed * 48_271) % 2_147_483_647) % bytes.length))].sort((a, b) => a - b);
      expect(parseInPieces(bytes, cuts)).toEqual(whole);
    }
  });

  test('goes on from each record without a gap or a repetition', () => {
    const bytes = raw(['stdout', 'F', 'one'], ['stdout', 'P', 'tw'], ['stdout', 'F', 'o'], ['stderr', 'P', 'x'], ['stdout', 'F', 'y'], ['stdout', 'F', 'z']);
    const whole = parseInPieces(bytes, []);
    for (const [index, { nextOffset }] of whole.entries()) {
      const parser = new RawLogParser(nextOffset);
      expect([...parser.push(bytes.subarray(nextOffset)), ...parser.finish()]).toEqual(whole.slice(index + 1));
    }
  });

  test('hands a line without end on in parts that keep characters whole', () => {
    const part = Buffer.from('ü'.repeat(4000));
    const parser = new RawLogParser(0);
    const texts: string[] = [];
    const flags: boolean[] = [];
    for (let sent = 0; sent < 3 * MAX_LINE_BYTES; sent += part.length) {
      for (const record of parser.push(raw(['stdout', 'P', part.subarray(0, 7999)], ['stdout', 'P', part.subarray(7999)]))) {
        texts.push(record.text);
        flags.push(record.isContinued);
      }
    }
    expect(texts.length).toBeGreaterThanOrEqual(2);
    expect(texts.join('')).toMatch(/^ü+$/);
    expect(flags.every(Boolean)).toBe(true);
  });

  test('leaves out what is no record and reads on', () => {
    const bytes = Buffer.concat([Buffer.from('garbage\n\n'), raw(['stdout', 'F', 'fine'])]);
    expect(parseInPieces(bytes, []).map(({ text }) => text)).toEqual(['fine']);
  });
});
