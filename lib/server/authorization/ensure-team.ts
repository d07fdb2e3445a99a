import { getDb } from '#lib/server/db/client.ts';
import { DEFAULT_TEAM } from './can.ts';

export async function ensureTeam(): Promise<void> {
  await getDb().team.upsert({ where: { id: DEFAULT_TEAM.id }, update: {}, create: DEFAULT_TEAM });
}
