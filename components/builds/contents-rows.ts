import type { Inventory } from '#lib/contract/inventory.ts';

export const CONTENT_KINDS = ['collection', 'role', 'python', 'system'] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];
export type ContentRow = { kind: ContentKind; name: string; version: string; sizeBytes: number | null };

/** Everything in an image as one list: collections and roles first, then Python, then the system's packages. */
export function listContents(inventory: Inventory): ContentRow[] {
  const row = (kind: ContentKind) => (item: { name: string; version: string; sizeBytes?: number | undefined }): ContentRow => ({ kind, name: item.name, version: item.version, sizeBytes: item.sizeBytes ?? null });
  const byName = (a: ContentRow, b: ContentRow): number => a.name.localeCompare(b.name);
  return [
    inventory.collections.map(row('collection')).sort(byName),
    inventory.roles.map(row('role')).sort(byName),
    (inventory.python?.packages ?? []).map(row('python')).sort(byName),
    inventory.system.packages.map(row('system')).sort(byName),
  ].flat();
}

export function filterContents(rows: readonly ContentRow[], { q, kind }: { q: string; kind: ContentKind | null }): ContentRow[] {
  const needle = q.trim().toLowerCase();
  return rows.filter((row) => (kind === null || row.kind === kind) && (needle === '' || row.name.toLowerCase().includes(needle) || row.version.toLowerCase().includes(needle)));
}
