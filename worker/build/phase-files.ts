import { constants, type Stats } from 'node:fs';
import { copyFile, link, lstat, mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import type { PhaseResult } from '#worker/engine/engine.ts';

/** Everything in a phase's out folder was written by a container: only regular files, never through a link. */
async function statOutput(file: string): Promise<Stats | null> {
  const stats = await lstat(file).catch(() => null);
  return stats?.isFile() === true ? stats : null;
}

export async function hasOutput(outDir: string, name: string): Promise<boolean> {
  return (await statOutput(path.join(outDir, name))) !== null;
}

/** At most `maxBytes` of a file of the out folder; null when there is no such regular file. */
export async function readOutput(outDir: string, name: string, maxBytes: number): Promise<Buffer | null> {
  const handle = await open(path.join(outDir, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null);
  if (handle === null) return null;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return null;
    const buffer = Buffer.alloc(Math.min(stats.size, maxBytes));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Gives a later phase the file that an earlier one left, without copying where the file system allows it. */
export async function passOutput(from: string, to: string): Promise<void> {
  if ((await statOutput(from)) === null) throw new Error(`The phase left no file ${path.basename(from)}.`);
  await mkdir(path.dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to));
}

/** Copies the scripts that run inside: /job/in/main, /job/in/lib. */
export async function copyScripts(scriptsDir: string, script: string, inDir: string): Promise<void> {
  const lib = path.join(scriptsDir, 'lib');
  await mkdir(path.join(inDir, 'lib'), { recursive: true });
  const names = await readdir(lib);
  await Promise.all([
    copyFile(path.join(scriptsDir, `${script}.sh`), path.join(inDir, 'main')),
    ...names.filter((name) => /\.(?:sh|py)$/.test(name)).map((name) => copyFile(path.join(lib, name), path.join(inDir, 'lib', name))),
  ]);
}

/** Written inside a container: what does not fit its schema counts as not written. */
export async function readJson<S extends z.ZodType, E>(result: PhaseResult | null, name: string, schema: S, otherwise: E): Promise<z.infer<S> | E> {
  const text = (await result?.readText(name)) ?? null;
  if (text === null) return otherwise;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return otherwise;
  }
}
