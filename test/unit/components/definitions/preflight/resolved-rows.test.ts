import { describe, expect, it } from 'vitest';
import { filterRows, resolvedRows } from '#components/definitions/preflight/resolved-rows.ts';
import type { PreflightResult } from '#lib/contract/preflight.ts';

const RESULT: PreflightResult = {
  status: 'ok',
  base: null,
  checks: [],
  conflicts: [],
  python: [{ name: 'boto3', version: '1.44.8', askedBy: ['you', 'amazon.aws'], inBase: null, newer: '1.44.9', needsBuilding: true }, { name: 'pyyaml', version: '6.0.2', askedBy: ['boto3'], inBase: '6.0.2', newer: null, needsBuilding: false }],
  collections: [{ name: 'amazon.aws', version: '10.3.2', sizeBytes: 1, askedBy: ['you'], python: { file: 'requirements.txt', lines: 2, excluded: ['six'] }, system: { file: null, lines: 0, excluded: [] }, ignored: [{ file: 'x-requirements.txt', reason: 'not named' }] }],
  system: [{ name: 'tree', askedBy: ['you'], status: 'installed', version: '2', isForCompiling: true }],
};

describe('resolvedRows', () => {
  it('says what is newer, what the base has and what introspect reads', () => {
    expect(resolvedRows(RESULT).map(({ name, note }) => [name, note])).toEqual([
      ['boto3', 'newer: 1.44.9, built from source'],
      ['pyyaml', 'in the base'],
      ['amazon.aws', 'requirements.txt: 2 lines, left out: six; not read: x-requirements.txt (not named)'],
      ['tree', 'in the base, for compiling only'],
    ]);
  });
});

describe('filterRows', () => {
  it('finds by name and by who asked, within one kind', () => {
    const rows = resolvedRows(RESULT);
    expect(filterRows(rows, { kind: 'python', q: 'AMAZON' }).map(({ name }) => name)).toEqual(['boto3']);
    expect(filterRows(rows, { kind: 'collections', q: '' }).map(({ name }) => name)).toEqual(['amazon.aws']);
  });
});
