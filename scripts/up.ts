import { readConfig } from './config.ts';
import { formatSeconds } from './up/progress.ts';
import { dashboardUrl } from './up/server.ts';
import { startEverything } from './up/start-everything.ts';

/** `npm run up`: everything from an empty machine to a running dashboard. */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const config = readConfig();
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort(new Error('Interrupted: nothing half made is left; run it again to go on.')));
  await startEverything(config, (line) => console.log(line), interrupted.signal);
  console.log(`\nEE Foundry is up at ${config.settings.EEF_PUBLIC_URL ?? dashboardUrl(config)} (${formatSeconds(performance.now() - startedAt)}). Stop it with: npm run down`);
}

main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
