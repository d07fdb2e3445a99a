import path from 'node:path';
import { getConfig } from '#lib/server/config.ts';

/** Where a blob's content lies, by its SHA-256 in hex. */
export function blobFile(sha256: string): string {
  return path.join(getConfig().blobsDir, sha256.slice(0, 2), sha256);
}
