import type { Span } from './ansi.ts';

export type Piece = Span & { matchOrdinal: number | null };

/** Cuts spans where matches of the whole line begin and end. */
export function cutAtMatches(spans: readonly Span[], matches: readonly (readonly [number, number])[]): Piece[] {
  if (matches.length === 0) return spans.map((span) => ({ ...span, matchOrdinal: null }));
  const pieces: Piece[] = [];
  let at = 0;
  for (const span of spans) {
    const end = at + span.text.length;
    let from = at;
    for (const [ordinal, [start, stop]] of matches.entries()) {
      if (stop <= from || start >= end) continue;
      if (start > from) pieces.push({ ...span, text: span.text.slice(from - at, start - at), matchOrdinal: null });
      const first = Math.max(start, from);
      const last = Math.min(stop, end);
      pieces.push({ ...span, text: span.text.slice(first - at, last - at), matchOrdinal: ordinal });
      from = last;
    }
    if (from < end) pieces.push({ ...span, text: span.text.slice(from - at), matchOrdinal: null });
    at = end;
  }
  return pieces;
}
