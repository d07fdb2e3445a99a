import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

const TOKENS = ['worker', 'first-start', 'registry', 'galaxy'] as const;
export type TokenName = (typeof TOKENS)[number];

export const REGISTRY_USER = 'ee-foundry';

/** Makes the data directory, and in it the master key and the tokens that are not there yet. */
export async function ensureSecrets(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  await Promise.all(['db', 'logs', 'artifacts', 'blobs', 'collections', 'cache', 'run', 'work', 'keys', 'tokens']
    .map((each) => mkdir(path.join(dataDir, each), { recursive: true, mode: 0o700 })));
  await createOnce(path.join(dataDir, 'keys/master.key'), `${randomBytes(32).toString('base64')}\n`);
  for (const name of TOKENS) await createOnce(tokenFile(dataDir, name), `${randomBytes(24).toString('base64url')}\n`);
}

export async function readToken(dataDir: string, name: TokenName): Promise<string> {
  return (await readFile(tokenFile(dataDir, name), 'utf8')).trim();
}

function tokenFile(dataDir: string, name: TokenName): string {
  return path.join(dataDir, 'tokens', name);
}

async function createOnce(file: string, content: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
  try {
    // link fails where the file is there already: an existing key is never replaced, not even by a second `up`.
    await link(temporary, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(temporary);
  }
}
