import { isMap, isSeq, visit, type Document } from 'yaml';
import { columnOf, isFlowNode } from '#lib/ee/edit/geometry.ts';
import { lineBreakOf } from '#lib/ee/text-lines.ts';

/** How new lines are indented, learnt from the text. */
export interface Layout {
  readonly lineBreak: '\n' | '\r\n';
  /** Columns between a key and the keys below it. */
  readonly step: number;
  /** Columns between a key and the dashes below it. */
  readonly listStep: number;
  /** Whether texts of several lines become blocks (`|`); else they are quoted on one line. */
  readonly usesBlocks: boolean;
}

export function layoutOf(text: string, document: Document.Parsed): Layout {
  const steps: number[] = [];
  const listSteps: number[] = [];
  visit(document, {
    Pair(_, pair) {
      const keyStart = isNodeLike(pair.key) ? pair.key.range[0] : null;
      const value = pair.value;
      if (keyStart === null || !isNodeLike(value)) return;
      const distance = columnOf(text, value.range[0]) - columnOf(text, keyStart);
      if (isMap(value) && !isFlowNode(value)) steps.push(distance);
      if (isSeq(value) && !isFlowNode(value)) listSteps.push(distance);
    },
  });
  const step = mostCommon(steps.filter((distance) => distance > 0)) ?? 2;
  const listStep = mostCommon(listSteps.filter((distance) => distance >= 0)) ?? 2;
  return { lineBreak: lineBreakOf(text), step, listStep, usesBlocks: true };
}

function isNodeLike(value: unknown): value is { range: [number, number, number] } {
  return typeof value === 'object' && value !== null && 'range' in value && Array.isArray(value.range);
}

function mostCommon(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? null;
}
