/** Lines as a reader counts them, from 1. */
export type LineRange = { first: number; last: number };

/** `#L120` or `#L120-L140`; null for anything else. */
export function parseLineRange(hash: string): LineRange | null {
  const match = /^#?L(\d{1,9})(?:-L?(\d{1,9}))?$/.exec(hash);
  if (match === null) return null;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return from < 1 || to < 1 ? null : { first: Math.min(from, to), last: Math.max(from, to) };
}

export function formatLineRange({ first, last }: LineRange): string {
  return first === last ? `#L${first}` : `#L${first}-L${last}`;
}

/** The range after a click on a line number; with Shift the range grows to it. */
export function selectLine(current: LineRange | null, line: number, isExtending: boolean): LineRange {
  if (!isExtending || current === null) return { first: line, last: line };
  return { first: Math.min(current.first, line), last: Math.max(current.last, line) };
}
