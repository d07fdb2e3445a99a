import { createHash } from 'node:crypto';
import type { RevisionFile, RevisionSettings } from '#lib/contract/definitions.ts';

/** SHA-256 over everything that a revision freezes; equal content has an equal hash, whatever the order of its files. */
export function contentHash(content: { text: string; files: readonly RevisionFile[]; settings: RevisionSettings }): string {
  const files = [...content.files].sort((a, b) => (a.path < b.path ? -1 : 1)).map((file) => [file.path, file.sha256, file.executable]);
  const { repository, tags, pullCredentialIds, pushCredentialId, galaxyCredentialIds, workerLabels } = content.settings;
  const settings = [repository, tags, pullCredentialIds, pushCredentialId, galaxyCredentialIds, workerLabels];
  return createHash('sha256').update(JSON.stringify([content.text, files, settings])).digest('hex');
}
