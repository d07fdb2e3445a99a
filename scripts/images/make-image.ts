import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { run } from '#scripts/run.ts';

import type { AptSources } from './apt-sources.ts';
import { makeDebianTree } from './debian-tree.ts';
import type { ImageContent } from './image-content.ts';
import { downloadWheels } from './wheels.ts';

export const BUILDER_DIR = path.resolve(import.meta.dirname, '../../worker/builder');
export const KEY_LABEL = 'io.ee-foundry.content';

export interface MakeImage {
  name: string;
  content: ImageContent;
  sources: AptSources;
  podmanEnv: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Hash of everything that goes into the image, so that it is made anew exactly when one of it changes. */
export async function contentKey(content: ImageContent, more: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([content, more, process.arch]));
  for (const file of content.files) hash.update(await readFile(path.join(BUILDER_DIR, file)));
  return hash.digest('hex').slice(0, 16);
}

/** The content key of a stored image, null where there is no such image. */
export async function findStoredKey(name: string, podmanEnv: Record<string, string>): Promise<string | null> {
  try {
    return await run('podman', ['image', 'inspect', '--format', `{{index .Config.Labels "${KEY_LABEL}"}}`, name], { env: podmanEnv });
  } catch {
    return null;
  }
}

/** Makes the image from Debian packages and wheels and gives it its name as the very last step. */
export async function makeImage(image: MakeImage, key: string): Promise<void> {
  const scratch = await mkdtemp('/var/tmp/ee-foundry-image-');
  try {
    // mmdebstrap works here under other user ids when an ordinary user runs it.
    await chmod(scratch, 0o755);
    const output = path.join(scratch, 'tree.tar');
    const stageDir = await stageFiles(scratch, image);
    await makeDebianTree({ packages: image.content.packages, sources: image.sources, stageDir, output, signal: image.signal });
    const changes = [...image.content.changes, `LABEL ${KEY_LABEL}=${key}`].flatMap((change) => ['--change', change]);
    await run('podman', ['import', '--quiet', ...changes, output, image.name], { env: image.podmanEnv, signal: image.signal });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await run('podman', ['image', 'prune', '--force'], { env: image.podmanEnv, signal: image.signal });
}

async function stageFiles(scratch: string, image: MakeImage): Promise<string> {
  const stageDir = path.join(scratch, 'stage');
  await mkdir(stageDir);
  for (const file of image.content.files) await copyFile(path.join(BUILDER_DIR, file), path.join(stageDir, path.basename(file)));
  await writeFile(path.join(stageDir, 'requirements.txt'), `${image.content.requirements.join('\n')}\n`);
  await writeFile(path.join(stageDir, 'apt.conf'), renderAptConf(image.sources));
  await downloadWheels(image.content.requirements, path.join(stageDir, 'wheels'), image.signal);
  return stageDir;
}

function renderAptConf(sources: AptSources): string {
  return [
    'APT::Install-Recommends "0";',
    'Acquire::Languages "none";',
    'Acquire::GzipIndexes "true";',
    'Binary::apt-get::APT::Keep-Downloaded-Packages "0";',
    ...sources.settings,
    '',
  ].join('\n');
}
