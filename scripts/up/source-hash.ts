import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export const PROJECT_DIR = path.resolve(import.meta.dirname, '../..');

/** Hash over names and content of files and folders of the project; absent ones count as empty. */
export async function hashSources(entries: readonly string[], more: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(more));
  for (const entry of entries) {
    for (const file of await listFiles(entry)) hash.update(file).update('\0').update(await readFile(path.join(PROJECT_DIR, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function listFiles(entry: string): Promise<string[]> {
  const found = await stat(path.join(PROJECT_DIR, entry)).catch(() => null);
  if (found === null) return [];
  if (found.isFile()) return [entry];
  const children = await readdir(path.join(PROJECT_DIR, entry), { recursive: true, withFileTypes: true });
  return children
    .filter((child) => child.isFile() && !child.name.endsWith('.tmp'))
    .map((child) => path.relative(PROJECT_DIR, path.join(child.parentPath, child.name)))
    .filter((file) => !file.startsWith('prisma/generated/') && !file.includes('__pycache__'))
    .sort();
}
