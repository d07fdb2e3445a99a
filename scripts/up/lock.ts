import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { readStartTicks } from '#scripts/services/daemon.ts';

/** Runs the work while no other `up` or `down` does on the same data directory; a lock left by a dead one is taken over. */
export async function withLock(dataDir: string, work: () => Promise<void>): Promise<void> {
  const file = path.join(dataDir, 'run/up.lock');
  await takeLock(file);
  try {
    await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function takeLock(file: string): Promise<void> {
  const own = `${process.pid} ${(await readStartTicks(process.pid)) ?? ''}`;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (await tryCreate(file, own)) return;
    const [pid, startTicks] = (await readFile(file, 'utf8').catch(() => '')).split(' ');
    if (pid !== undefined && startTicks !== undefined && (await readStartTicks(Number(pid))) === startTicks) {
      throw new Error(`Another \`npm run up\` or \`npm run down\` is at work here (process ${pid}). Wait until it ends.`);
    }
    await rm(file, { force: true });
  }
  throw new Error(`Another \`npm run up\` or \`npm run down\` took the lock ${file}. Try again.`);
}

async function tryCreate(file: string, content: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(content);
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
