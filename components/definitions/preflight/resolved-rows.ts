import type { PreflightResult } from '#lib/contract/preflight.ts';

export const RESOLVED_KINDS = ['python', 'collections', 'system'] as const;
export type ResolvedKind = (typeof RESOLVED_KINDS)[number];

export interface ResolvedRow {
  readonly kind: ResolvedKind;
  readonly name: string;
  readonly version: string;
  readonly askedBy: readonly string[];
  /** Newer version, file read, or state. */
  readonly note: string;
}

/** One table of what would be in the image and who asked for it. */
export function resolvedRows(result: PreflightResult): ResolvedRow[] {
  return [
    ...result.python.map((row): ResolvedRow => ({ kind: 'python', name: row.name, version: row.version, askedBy: row.askedBy, note: pythonNote(row) })),
    ...result.collections.map((row): ResolvedRow => ({ kind: 'collections', name: row.name, version: row.version, askedBy: row.askedBy, note: collectionNote(row) })),
    ...result.system.map((row): ResolvedRow => ({ kind: 'system', name: row.name, version: row.version, askedBy: row.askedBy, note: SYSTEM_NOTES[row.status] + (row.isForCompiling ? ', for compiling only' : '') })),
  ];
}

export function filterRows(rows: readonly ResolvedRow[], { kind, q }: { kind: ResolvedKind; q: string }): ResolvedRow[] {
  const wanted = q.trim().toLowerCase();
  return rows.filter((row) => row.kind === kind && (wanted === '' || [row.name, ...row.askedBy].some((text) => text.toLowerCase().includes(wanted))));
}

const SYSTEM_NOTES = { installed: 'in the base', available: 'known', unknown: 'unknown', unchecked: 'not checked' } as const;

function pythonNote({ newer, inBase, version, needsBuilding }: PreflightResult['python'][number]): string {
  const base = inBase === version ? 'in the base' : inBase === null ? '' : `${inBase} in the base`;
  return [newer === null ? '' : `newer: ${newer}`, base, needsBuilding ? 'built from source' : ''].filter((part) => part !== '').join(', ');
}

function collectionNote({ python, system, ignored }: PreflightResult['collections'][number]): string {
  const read = [python, system].filter(({ file }) => file !== null).map(({ file, lines, excluded }) => `${file ?? ''}: ${lines} ${lines === 1 ? 'line' : 'lines'}${excluded.length === 0 ? '' : `, left out: ${excluded.join(', ')}`}`);
  const unread = ignored.map(({ file, reason }) => `not read: ${file} (${reason})`);
  return [...read, ...unread].join('; ') || 'asks for nothing';
}
