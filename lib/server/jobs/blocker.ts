import { stringList } from '#lib/server/db/json.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import type { Build } from '#prisma/generated/client.ts';

/** The build that is moving tags which this one wants: one at a time moves the tags of a destination. */
export async function findBlocker(tx: Tx, build: Build): Promise<Build | null> {
  const accepted = await tx.tagMove.findMany({ where: { repository: build.repository, tag: { in: stringList(build.tags) }, status: 'accepted', buildId: { not: build.id } } });
  if (accepted.length === 0) return null;
  return tx.build.findFirst({ where: { id: { in: accepted.map((move) => move.buildId) }, status: 'publishing' } });
}
