import path from 'node:path';

import { readConfig } from './config.ts';
import { ensureSecrets } from './secrets.ts';
import { stopDaemon } from './services/daemon.ts';
import { withLock } from './up/lock.ts';

/** The worker first, so that it can still tell the dashboard what became of its builds. */
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
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
