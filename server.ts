import { startServer } from '#lib/server/start.ts';
import { log } from '#lib/server/log.ts';

const server = await startServer({ isDev: process.argv.includes('--dev') });
log.info({ url: server.url }, 'EE Foundry is up');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void server.stop().then(() => process.exit(0));
  });
}
