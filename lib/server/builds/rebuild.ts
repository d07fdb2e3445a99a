import type { Actor } from '#lib/contract/common.ts';
import type { Build, BuildMode } from '#lib/contract/builds.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { orderBuild } from './start.ts';

/** Builds exactly the revision of an earlier build again. */
export async function rebuild(actor: Actor, buildId: string, mode: BuildMode): Promise<Build> {
  const earlier = await getDb().build.findUnique({ where: { id: buildId }, include: { revision: { select: { number: true } } } });
  if (earlier === null) throw new NotFoundError('This build');
  authorize(actor, 'build.start', earlier);
  return orderBuild(actor, { definitionId: earlier.definitionId, revision: earlier.revision.number, mode, rebuildOfId: buildId });
}
