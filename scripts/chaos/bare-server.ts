import { createServer } from 'node:http';
import { ensureTeam } from '#lib/server/authorization/ensure-team.ts';
import { getConfig } from '#lib/server/config.ts';
import { ensureBuiltInCredentials } from '#lib/server/credentials/ensure-built-in.ts';
import { getDb, openDatabase } from '#lib/server/db/client.ts';
import { startReaper } from '#lib/server/jobs/reap.ts';
import { keepLogs } from '#lib/server/logs/keep-house.ts';
import { createSockets } from '#lib/server/sockets/create.ts';
import { forgetConnections } from '#lib/server/workers/disconnect.ts';

/** The product's server without its web pages: database, sockets, reaper and packing of logs as in lib/server/start.ts. `/` counts the builds by status. */
const { settings } = getConfig();
await openDatabase();
await forgetConnections();
await ensureTeam();
await ensureBuiltInCredentials();
const http = createServer((_request, response) => {
  void getDb()
    .build.groupBy({ by: ['status'], _count: true })
    .then((groups) => response.end(JSON.stringify(Object.fromEntries(groups.map((group) => [group.status, group._count])))));
});
createSockets(http);
http.listen(settings.EEF_PORT, '127.0.0.1');
startReaper();
keepLogs();
