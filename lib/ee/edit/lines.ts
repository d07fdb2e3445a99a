import { splitComment } from '#lib/ee/text-ends.ts';

/** The numbers of the lines that hold a requirement: not blank and not a comment. */
export function lineIndexes(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (/^\s*(?:#|$)/.test(line) ? [] : [index]));
}

/** Replaces the nth requirement; a comment behind it stays. Null when there is none. */
export function setLine(text: string, item: number, value: string): string | null {
  return changeLines(text, item, (lines, index) => {
    const line = lines[index] ?? '';
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    const { comment } = splitComment(line);
    return lines.with(index, indent + value + comment);
  });
}

export function removeLine(text: string, item: number): string | null {
  return changeLines(text, item, (lines, index) => lines.toSpliced(index, 1));
}

/** Adds a requirement before the nth one, at the end of the requirements without a number. */
export function addLine(text: string, item: number | undefined, value: string): string {
  const lines = text.split('\n');
  const indexes = lineIndexes(text);
  const next = item === undefined ? undefined : indexes[item];
  const last = indexes.at(-1);
  const index = next ?? (last === undefined ? (lines.at(-1) === '' ? lines.length - 1 : lines.length) : last + 1);
  return lines.toSpliced(index, 0, value).join('\n');
}

export function moveLine(text: string, from: number, to: number): string | null {
  const indexes = lineIndexes(text);
  const source = indexes[from];
  const target = indexes[to];
  if (source === undefined || target === undefined) return null;
  const lines = text.split('\n');
  const [line = ''] = lines.slice(source, source + 1);
  return lines.toSpliced(source, 1).toSpliced(target, 0, line).join('\n');
}

function changeLines(text: string, item: number, change: (lines: string[], index: number) => string[]): string | null {
  const index = lineIndexes(text)[item];
  return index === undefined ? null : change(text.split('\n'), index).join('\n');
}
