import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { readConfig } from './config.ts';
import { ensureSecrets } from './secrets.ts';
import { stopDaemon } from './services/daemon.ts';
import { withLock } from './up/lock.ts';

/** The worker first, so that it can still tell the dashboard about the builds that end in time. */
const SERVICES = [
  { name: 'worker', graceMs: 60_000 },
  { name: 'server', graceMs: 20_000 },
  { name: 'registry', graceMs: 20_000 },
] as const;

/** `npm run down`: stops what `npm run up` started; everything in the data directory stays. */
async function main(): Promise<void> {
  const config = readConfig();
  await ensureSecrets(config.dataDir);
  await withLock(config.dataDir, async () => {
    for (const { name, graceMs } of SERVICES) {
      const wasRunning = await stopDaemon(path.join(config.dataDir, 'run'), name, graceMs);
      console.log(`${name}: ${wasRunning ? 'stopped' : 'was not running'}`);
    }
    const left = await countAttempts(path.join(config.dataDir, 'work'));
    if (left > 0) console.log(`${String(left)} ${left === 1 ? 'build goes' : 'builds go'} on in containers: the next \`npm run up\` takes them over. To end a build, cancel it in the dashboard first.`);
  });
}

/** Attempts that workers left for their next start: work/<worker>/<attempt>/attempt.json. */
async function countAttempts(workDir: string): Promise<number> {
  const files = await readdir(workDir, { recursive: true }).catch(() => []);
  return files.filter((file) => /^[^/]+\/[^/]+\/attempt\.json$/.test(file)).length;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
