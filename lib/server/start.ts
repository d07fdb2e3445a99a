import { createServer } from 'node:http';
import type { Server } from 'node:http';
import next from 'next';
import { disableTelemetry, getConfig } from './config.ts';
import { ensureTeam } from './authorization/ensure-team.ts';
import { ensureBuiltInCredentials } from './credentials/ensure-built-in.ts';
import { closeDatabase, openDatabase } from './db/client.ts';
import { createListener } from './http/listener.ts';
import { startReaper } from './jobs/reap.ts';
import { watchCollections } from './collections/index-folder.ts';
import { createGalaxyEndpoint } from './galaxy/endpoint.ts';
import { keepLogs } from './logs/keep-house.ts';
import { startSearchers } from './logs/searchers.ts';
import { createSockets } from './sockets/create.ts';
import { forgetConnections } from './workers/disconnect.ts';

export type RunningServer = { url: string; stop: () => Promise<void> };

/** The composition root: database, Next, sockets, Galaxy endpoint, reaper. */
export async function startServer({ isDev }: { isDev: boolean }): Promise<RunningServer> {
  const config = getConfig();
  const { EEF_HOST: host, EEF_PORT: port } = config.settings;
  disableTelemetry();
  await openDatabase();
  await forgetConnections();
  await ensureTeam();
  await ensureBuiltInCredentials();
  const app = next({ dev: isDev, hostname: host, port });
  await app.prepare();
  const http = createServer(createListener(app.getRequestHandler(), { isDev }));
  const io = createSockets(http);
  const collections = watchCollections();
  const galaxy = createGalaxyEndpoint(collections);
  await listen(galaxy, host, config.settings.EEF_GALAXY_PORT);
  await listen(http, host, port);
  const stopReaper = startReaper();
  const stopKeeping = keepLogs();
  const stopSearchers = startSearchers();
  async function stop(): Promise<void> {
    stopReaper();
    collections.stop();
    galaxy.close();
    galaxy.closeAllConnections();
    await io.close();
    await app.close();
    await stopSearchers();
    await stopKeeping();
    await closeDatabase();
  }
  return { url: config.publicUrl, stop };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
