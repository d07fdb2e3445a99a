import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

const ImageState = z.object({ key: z.string(), digest: z.string() });
type ImageState = z.infer<typeof ImageState>;

/** What was last pushed under this name, null where nothing was. */
export async function readImageState(dataDir: string, name: string): Promise<ImageState | null> {
  try {
    return ImageState.parse(JSON.parse(await readFile(stateFile(dataDir, name), 'utf8')));
  } catch {
    return null;
  }
}

export async function writeImageState(dataDir: string, name: string, state: ImageState): Promise<void> {
  await writeFile(`${stateFile(dataDir, name)}.tmp`, JSON.stringify(state));
  await rename(`${stateFile(dataDir, name)}.tmp`, stateFile(dataDir, name));
}

function stateFile(dataDir: string, name: string): string {
  return path.join(dataDir, 'cache', `${name}.json`);
}
