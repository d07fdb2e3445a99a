import path from 'node:path';
import { getConfig } from '#lib/server/config.ts';

/** Where an artifact's content lies, by its SHA-256 in hex. */
export function artifactFile(sha256: string): string {
  return path.join(getConfig().artifactsDir, sha256.slice(0, 2), sha256);
}
