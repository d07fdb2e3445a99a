import type { Actor } from '#lib/contract/common.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { findLog } from '#lib/server/logs/get.ts';
import { getPreflightRow } from './get.ts';

export async function getPreflightLog(actor: Actor, id: string, { attempt, phase }: { attempt: number; phase: PhaseName }): ReturnType<typeof findLog> {
  const { jobId } = await getPreflightRow(actor, id);
  return findLog(jobId, { attempt, phase, name: `preflight-${id}` });
}
