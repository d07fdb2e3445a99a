import { RevisionSettings } from '#lib/contract/definitions.ts';
import type { Revision, RevisionSummary } from '#lib/contract/definitions.ts';
import type { Revision as RevisionRow, RevisionFile as RevisionFileRow } from '#prisma/generated/client.ts';

export type RevisionSummaryRow = Omit<RevisionRow, 'text' | 'settings'>;

export function presentRevisionSummary(row: RevisionSummaryRow): RevisionSummary {
  return { id: row.id, number: row.number, message: row.message, createdBy: row.createdBy, createdAt: row.createdAt.toISOString(), contentHash: row.contentHash };
}

export function presentRevision(row: RevisionRow & { files: RevisionFileRow[] }): Revision {
  return {
    ...presentRevisionSummary(row),
    definitionId: row.definitionId,
    text: row.text,
    settings: parseRevisionSettings(row.settings),
    files: row.files.map((file) => ({ path: file.path, sha256: file.sha256, size: file.size, executable: file.executable })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

export function parseRevisionSettings(json: string): RevisionSettings {
  return RevisionSettings.parse(JSON.parse(json));
}
