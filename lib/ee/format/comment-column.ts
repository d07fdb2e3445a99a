import type { Level } from '#lib/ee/format/line-plan.ts';

/**
 * Where a comment on a line of its own goes: with the level that it stands at. Before an item it belongs to that
 * item; behind the last item of a list it stays in the list if it stands there.
 */
export function commentColumn(column: number, before: readonly Level[], after: readonly Level[]): number {
  const own = after.at(-1);
  if (own?.column === column) return own.newColumn;
  const levels = [...before, ...after].sort((a, b) => b.column - a.column || b.newColumn - a.newColumn);
  const level = levels.find((candidate) => candidate.column <= column);
  return level?.newColumn ?? 0;
}
