import type { TextEdit } from '#lib/ee/diagnostic.ts';

/**
 * Changes only the characters of a folded text (`>`) that differ; the places where lines are folded stay. Null
 * where the change brings or removes a line break, or the source is laid out in a way that it cannot follow.
 */
export function editFoldedText(source: string, offset: number, old: string, value: string): TextEdit[] | null {
  const places = align(source, old);
  if (places === null) return null;
  const { before, after } = commonEnds(old, value);
  const removed = old.slice(before, old.length - after);
  const newText = value.slice(before, value.length - after);
  if (removed.includes('\n') || newText.includes('\n')) return null;
  const start = places[before];
  const last = places[old.length - after - 1];
  if (start === undefined || last === undefined) return null;
  const end = removed === '' ? start : last + 1;
  return [{ start: offset + start, end: offset + Math.max(start, end), newText }];
}

/** How many characters two texts share at the beginning, and of the rest at the end. */
function commonEnds(a: string, b: string): { before: number; after: number } {
  const limit = Math.min(a.length, b.length);
  let before = 0;
  while (before < limit && a[before] === b[before]) before += 1;
  let after = 0;
  while (after < limit - before && a.at(-1 - after) === b.at(-1 - after)) after += 1;
  return { before, after };
}

/** The place in the source of each character of the value; a folded space has that of its line break. */
function align(source: string, value: string): number[] | null {
  const places: number[] = [];
  let position = 0;
  while (places.length < value.length) {
    const fold = /^(?:\r?\n *)+/.exec(source.slice(position));
    if (fold === null) {
      if (source[position] !== value[places.length]) return null;
      places.push(position);
      position += 1;
      continue;
    }
    const breaks = fold[0].split('\n').length - 1;
    const expected = breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    const isEnd = position + fold[0].length >= source.length;
    if (!isEnd && !value.startsWith(expected, places.length)) return null;
    for (let index = 0; index < (isEnd ? value.length - places.length : expected.length); index += 1) places.push(position);
    if (isEnd) break;
    position += fold[0].length;
  }
  places.push(position);
  return places;
}
