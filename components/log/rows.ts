import type { Phase, PhaseName, Step } from '#lib/contract/builds.ts';
import type { PhaseRun } from './log-store.ts';

/** A stretch of lines under one heading; lines count from 0. A phase's section holds its lines up to the first step. */
export type Section = { key: string; phase: Phase; step: Step | null; first: number; count: number };
export type Row = { kind: 'heading'; section: Section; isFolded: boolean } | { kind: 'line'; line: number };

/** Headings of phases and of the steps whose first line is known, in the order of the log. */
export function listSections(phases: readonly Phase[], lines: readonly PhaseRun[]): Section[] {
  return lines.flatMap(({ phase: name, first, count }) => {
    const phase = phases.find((candidate) => candidate.name === name);
    return phase === undefined ? [] : sectionsOfPhase(phase, first, count);
  });
}

function sectionsOfPhase(phase: Phase, first: number, count: number): Section[] {
  const steps = phase.steps
    .filter((step) => step.logLine !== null && step.logLine >= 1 && step.logLine <= count)
    .sort((a, b) => (a.logLine ?? 0) - (b.logLine ?? 0));
  const starts = steps.map((step) => first + (step.logLine ?? 1) - 1);
  const end = first + count;
  return [
    { key: phase.name, phase, step: null, first, count: (starts[0] ?? end) - first },
    ...steps.map((step, index) => ({ key: stepKey(phase.name, step.ordinal), phase, step, first: starts[index] ?? end, count: (starts[index + 1] ?? end) - (starts[index] ?? end) })),
  ];
}

export function stepKey(phase: PhaseName, ordinal: number): string {
  return `${phase}/${ordinal}`;
}

type Block = { firstRow: number; rows: number; section: Section; isFolded: boolean };

/** Which row of the list shows what, for any number of lines, in the memory of its sections. */
export class RowMap {
  readonly #blocks: Block[] = [];
  #lastFound = 0;
  readonly rowCount: number;

  constructor(sections: readonly Section[], folded: ReadonlySet<string>) {
    let row = 0;
    for (const section of sections) {
      const isUnderFoldedPhase = section.step !== null && folded.has(section.phase.name);
      const isFolded = isUnderFoldedPhase || folded.has(section.key);
      const rows = isUnderFoldedPhase ? 0 : 1 + (isFolded ? 0 : section.count);
      this.#blocks.push({ firstRow: row, rows, section, isFolded });
      row += rows;
    }
    this.rowCount = row;
  }

  rowAt(row: number): Row | null {
    const block = this.#blockOfRow(row);
    if (block === undefined) return null;
    if (row === block.firstRow) return { kind: 'heading', section: block.section, isFolded: block.isFolded };
    return { kind: 'line', line: block.section.first + row - block.firstRow - 1 };
  }

  /** The line that a row shows, or null for a heading. */
  lineAt(row: number): number | null {
    const block = this.#blockOfRow(row);
    return block === undefined || row === block.firstRow ? null : block.section.first + row - block.firstRow - 1;
  }

  /** The row that shows a line, or null while it is folded away. */
  rowOfLine(line: number): number | null {
    const block = this.#blockOfLine(line);
    return block === undefined || block.isFolded ? null : block.firstRow + 1 + line - block.section.first;
  }

  /** The row of a heading; of a heading under a folded phase, the row that follows the phase. */
  rowOfSection(key: string): number | null {
    return this.#blocks.find((block) => block.section.key === key)?.firstRow ?? null;
  }

  /** Keys to unfold so that a line is shown. */
  foldsOver(line: number): string[] {
    const section = this.#blockOfLine(line)?.section;
    return section === undefined ? [] : [section.phase.name, section.key];
  }

  // Rows are asked for one after the other: the block found last, or the one behind it, is nearly always right.
  #blockOfRow(row: number): Block | undefined {
    const isHere = (block: Block | undefined): boolean => block !== undefined && row >= block.firstRow && row < block.firstRow + block.rows;
    for (const guess of [this.#lastFound, this.#lastFound + 1]) {
      if (!isHere(this.#blocks[guess])) continue;
      this.#lastFound = guess;
      return this.#blocks[guess];
    }
    const found = this.#blocks.findIndex(isHere);
    if (found !== -1) this.#lastFound = found;
    return this.#blocks[found];
  }

  #blockOfLine(line: number): Block | undefined {
    return this.#blocks.find(({ section }) => line >= section.first && line < section.first + section.count);
  }
}

/** Which lines the rows [first, end) show: folded ones lie between, headings show none. */
export function linesInRows(rows: RowMap, first: number, end: number): { first: number; count: number }[] {
  const runs: { first: number; count: number }[] = [];
  for (let row = first; row < end; row += 1) {
    const line = rows.lineAt(row);
    const last = runs.at(-1);
    if (line === null) continue;
    if (last !== undefined && last.first + last.count === line) last.count += 1;
    else runs.push({ first: line, count: 1 });
  }
  return runs;
}

/** What is folded when a log is opened: all but the failed step of a failed build, else nothing. */
export function initialFolds(sections: readonly Section[]): Set<string> {
  const failedPhase = sections.find((section) => section.phase.status === 'failed')?.phase;
  if (failedPhase === undefined) return new Set();
  const failedStep = sections.find((section) => section.step?.status === 'failed');
  const isOpen = (section: Section): boolean => {
    if (section.phase !== failedPhase) return false;
    return section.step === null || failedStep === undefined || section === failedStep;
  };
  return new Set(sections.filter((section) => !isOpen(section)).map((section) => section.key));
}

/** The last line of the failed step, or of the failed phase; null when nothing failed. */
export function failedLine(sections: readonly Section[]): number | null {
  const failed = sections.find((section) => section.step?.status === 'failed') ?? sections.findLast((section) => section.phase.status === 'failed');
  return failed === undefined || failed.count === 0 ? null : failed.first + failed.count - 1;
}
