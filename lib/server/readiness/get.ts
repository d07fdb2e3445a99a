import { statfs } from 'node:fs/promises';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { Readiness, ReadinessItem } from '#lib/contract/collections.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { outbound } from '#lib/server/outbound/request.ts';

type Item = z.infer<typeof ReadinessItem>;

const MIN_FREE_BYTES = 15 * 1024 ** 3;

/** What must be right before a build can succeed; each with the way to the fix. */
export async function getReadiness(actor: Actor): Promise<z.infer<typeof Readiness>> {
  const teamId = authorizeInTeam(actor, 'readiness.read');
  return { items: await Promise.all([workerItem(), registryItem(), galaxyItem(teamId), diskItem()]) };
}

async function workerItem(): Promise<Item> {
  const online = await getDb().worker.findMany({ where: { isOnline: true }, select: { name: true } });
  const ok = online.length > 0;
  const detail = ok ? `${online.map((worker) => worker.name).join(', ')} ${online.length === 1 ? 'is' : 'are'} online.` : 'No worker is online: builds wait. Run `npm run up`, or `npm run worker` on any host.';
  return { id: 'worker', ok, title: 'A worker is online', detail, href: '/workers' };
}

async function registryItem(): Promise<Item> {
  const { localRegistry, defaultRegistry } = getConfig();
  const title = 'The registry answers';
  if (localRegistry === null) return { id: 'registry', ok: true, title: 'A registry is configured', detail: `${defaultRegistry} is the default destination. Test its credential.`, href: '/credentials' };
  try {
    const { status } = await outbound(`http://${localRegistry}/v2/`);
    const ok = status === 200 || status === 401;
    return { id: 'registry', ok, title, detail: ok ? `${localRegistry} answers.` : `${localRegistry} answers with status ${status}. Look at run/registry.log in the data directory.`, href: '/credentials' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { id: 'registry', ok: false, title, detail: `${error.message} Run \`npm run up\` to start it.`, href: '/credentials' };
  }
}

async function galaxyItem(teamId: string): Promise<Item> {
  const [collections, servers] = await Promise.all([getDb().galaxyCollection.count({ where: { teamId } }), getDb().credential.count({ where: { teamId, kind: 'galaxy', isBuiltIn: false } })]);
  const ok = collections + servers > 0;
  const own = `${collections} ${collections === 1 ? 'collection' : 'collections'} here`;
  const detail = ok ? `${own}, ${servers} other Galaxy ${servers === 1 ? 'server' : 'servers'}.` : 'There are no collections here and no other Galaxy server is known. Upload collections, or add a Galaxy server.';
  return { id: 'galaxy', ok, title: 'Collections can be had', detail, href: collections === 0 ? '/collections' : '/credentials' };
}

async function diskItem(): Promise<Item> {
  const { bavail, bsize } = await statfs(getConfig().dataDir);
  const free = bavail * bsize;
  const ok = free >= MIN_FREE_BYTES;
  const gigabytes = Math.floor(free / 1024 ** 3);
  const detail = ok ? `${gigabytes} GiB are free.` : `Only ${gigabytes} GiB are free in the data directory; builds need about 15. Free some space, or set EEF_DATA_DIR to a larger disk.`;
  return { id: 'disk', ok, title: 'There is disk space', detail, href: '/workers' };
}
