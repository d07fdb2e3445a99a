type Range = { start: number; end: number };

/** Reads a Range header of one range; `end` is exclusive. Null: the whole (no header, or one that is not understood). */
export function parseRange(header: string | null, size: number): Range | 'unsatisfiable' | null {
  const range = requested(header ?? '', size);
  if (range === null || range.end < range.start) return null;
  return range.start >= size ? 'unsatisfiable' : { start: range.start, end: Math.min(size, range.end) };
}

function requested(header: string, size: number): Range | null {
  const last = /^bytes=-(\d+)$/.exec(header)?.[1];
  if (last !== undefined) return { start: Math.max(0, size - Number(last)), end: size };
  const from = /^bytes=(\d+)-\d*$/.exec(header)?.[1];
  if (from === undefined) return null;
  const to = /-(\d+)$/.exec(header)?.[1];
  return { start: Number(from), end: to === undefined ? Number.MAX_SAFE_INTEGER : Number(to) + 1 };
}
