import { describe, expect, it } from 'vitest';
import { RowMap, failedLine, initialFolds, linesInRows, listSections } from '#components/log/rows.ts';
import type { Phase, Step } from '#lib/contract/builds.ts';

function step(ordinal: number, logLine: number | null, status: Step['status'] = 'succeeded'): Step {
  return { ordinal, stage: 1, stageCount: 1, stageName: 'final', position: ordinal, count: 3, text: 'RUN x', status, cached: false, startedAt: null, finishedAt: null, logLine };
}

function phase(name: Phase['name'], status: Phase['status'], steps: Step[] = []): Phase {
  return { name, ordinal: 1, status, startedAt: null, finishedAt: null, notes: [], logBytes: 0, logSealed: true, logLines: null, logRemovedAt: null, steps };
}

const PHASES = [phase('context', 'succeeded'), phase('build', 'failed', [step(1, 3), step(2, 6, 'failed'), step(3, null, 'pending')])];
const LINES = [
  { phase: 'context' as const, first: 0, count: 4 },
  { phase: 'build' as const, first: 4, count: 10 },
];
const sections = listSections(PHASES, LINES);

describe('listSections', () => {
  it('cuts phases at the first lines of their steps', () => {
    expect(sections.map(({ key, first, count }) => [key, first, count])).toEqual([
      ['context', 0, 4],
      ['build', 4, 2],
      ['build/1', 6, 3],
      ['build/2', 9, 5],
    ]);
  });
});

describe('RowMap', () => {
  it('gives every line one row and finds it again', () => {
    const rows = new RowMap(sections, new Set());
    expect(rows.rowCount).toBe(4 + 14);
    const lines = Array.from({ length: rows.rowCount }, (_, row) => rows.lineAt(row)).filter((line) => line !== null);
    expect(lines).toEqual(Array.from({ length: 14 }, (_, line) => line));
    for (const line of lines) expect(rows.lineAt(rows.rowOfLine(line) ?? -1)).toBe(line);
    expect(rows.rowAt(0)).toMatchObject({ kind: 'heading', isFolded: false });
    expect(rows.rowAt(rows.rowCount)).toBeNull();
  });

  it('hides the lines of a folded step and everything under a folded phase', () => {
    const folded = new RowMap(sections, new Set(['build/1']));
    expect(folded.rowCount).toBe(18 - 3);
    expect(folded.rowOfLine(7)).toBeNull();
    expect(folded.foldsOver(7)).toEqual(['build', 'build/1']);
    expect(folded.lineAt(folded.rowOfLine(9) ?? -1)).toBe(9);
    const phaseFolded = new RowMap(sections, new Set(['build']));
    expect(phaseFolded.rowCount).toBe(5 + 1);
    expect(phaseFolded.rowAt(5)).toMatchObject({ kind: 'heading', isFolded: true });
    expect(phaseFolded.rowOfLine(12)).toBeNull();
  });
});

describe('initialFolds', () => {
  it('opens the failed step only', () => {
    expect([...initialFolds(sections)]).toEqual(['context', 'build/1']);
    expect(failedLine(sections)).toBe(13);
  });

  it('folds nothing when nothing failed', () => {
    const fine = listSections([phase('context', 'succeeded')], LINES);
    expect(initialFolds(fine).size).toBe(0);
    expect(failedLine(fine)).toBeNull();
  });
});

describe('linesInRows', () => {
  it('names the lines that rows show, whatever headings and folds lie between', () => {
    const rows = new RowMap(sections, new Set(['context', 'build/1']));
    expect(linesInRows(rows, 0, rows.rowCount)).toEqual([{ first: 4, count: 2 }, { first: 9, count: 5 }]);
    expect(linesInRows(rows, 0, 3)).toEqual([{ first: 4, count: 1 }]);
    expect(linesInRows(rows, 0, 2)).toEqual([]);
  });
});
