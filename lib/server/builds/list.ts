import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { BuildListQuery, BuildPage } from '#lib/contract/builds.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { SUMMARY_INCLUDE, presentBuildSummary } from './present-summary.ts';

/** Newest first. `q`: words in the definition's name, the destination, the tags or the digest. */
export async function listBuilds(actor: Actor, query: BuildListQuery): Promise<z.infer<typeof BuildPage>> {
  const teamId = authorizeInTeam(actor, 'build.read');
  const { page, perPage } = query;
  const words = query.q.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const where: Prisma.BuildWhereInput = {
    teamId,
    ...(query.definitionId === undefined ? {} : { definitionId: query.definitionId }),
    ...(query.status.length === 0 ? {} : { status: { in: query.status } }),
    AND: words.map((word) => ({
      OR: [{ definition: { name: { contains: word } } }, { repository: { contains: word } }, { tags: { contains: word } }, { digest: { contains: word } }],
    })),
  };
  const db = getDb();
  const [rows, total] = await Promise.all([
    db.build.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], skip: (page - 1) * perPage, take: perPage, include: SUMMARY_INCLUDE }),
    db.build.count({ where }),
  ]);
  return { items: rows.map(presentBuildSummary), total, page, perPage };
}
