import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A starting worker clears away what carries its name, so there is one process of a name on a host.
 * @throws Error when another one lives
 */
export async function claimName(workDir: string, name: string): Promise<void> {
  const file = `${workDir}.pid`;
  await mkdir(path.dirname(file), { recursive: true });
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  if (pid > 0 && pid !== process.pid && (await isWorker(pid))) {
    throw new Error(`A worker named ${name} runs already (process ${pid}). Stop it, or give this one another EEF_WORKER_NAME.`);
  }
  await writeFile(file, `${process.pid}\n`);
}

/** A pid alone may be somebody else's by now. */
async function isWorker(pid: number): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.includes('worker/main.ts');
}
