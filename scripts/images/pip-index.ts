import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '#scripts/run.ts';
import type { PodmanHost } from '#worker/podman/host.ts';

const READ = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)';

/**
 * Notes in data/cache/pip-index which index the builder's pip asks when nothing is configured: the dashboard starts no
 * process and names no host of its own. An image that is not here, or has no such pip, leaves what was noted before.
 * @param isNew the image was made a moment ago
 */
export async function notePipIndex({ dataDir, image, host, isNew }: { dataDir: string; image: string; host: PodmanHost; isNew: boolean }): Promise<void> {
  const file = path.join(dataDir, 'cache', 'pip-index');
  if (!isNew && (await readFile(file, 'utf8').catch(() => '')) !== '') return;
  const url = await readDefault(image, host);
  if (url === null) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, `${url}\n`);
  await rename(`${file}.tmp`, file);
}

async function readDefault(image: string, host: PodmanHost): Promise<string | null> {
  try {
    const url = await run('podman', ['run', '--rm', '--pull=never', '--network=none', '--entrypoint=python3', image, '-I', '-c', READ], { env: host.env });
    return URL.canParse(url) ? url : null;
  } catch {
    return null;
  }
}
