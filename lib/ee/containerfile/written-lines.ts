import { splitLines, strip } from '#lib/ee/containerfile/python-text.ts';
import type { Origin } from '#lib/ee/containerfile/origin.ts';
import type { Path } from '#lib/ee/diagnostic.ts';

/** A line as it is written, and what of the definition made it; null where ansible-builder always writes it. */
export interface WrittenLine {
  readonly text: string;
  readonly origin: Origin | null;
}

export function from(origin: Origin | null, ...lines: readonly string[]): WrittenLine[] {
  return lines.map((text) => ({ text, origin }));
}

/** The lines of a hook: a text is stripped and cut as Python does it, the items of a list go in raw. */
export function stepLines(path: Path, steps: string | readonly string[]): WrittenLine[] {
  if (typeof steps !== 'string') return steps.flatMap((text, index) => itemLines([...path, index], text));
  const skipped = /^\s*/.exec(steps)?.[0].split('\n').length ?? 1;
  return splitLines(strip(steps)).map((text, index) => ({ text, origin: { paths: [path], isDefault: false, line: skipped - 1 + index } }));
}

function itemLines(path: Path, item: string): WrittenLine[] {
  return item.split('\n').map((text, line) => ({ text, origin: { paths: [path], isDefault: false, line } }));
}
