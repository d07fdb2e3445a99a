import type { Actor } from '#lib/contract/common.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { TaskKind } from '#lib/contract/tasks.ts';
import { findLog } from '#lib/server/logs/get.ts';
import { getTaskRow } from './get-row.ts';

interface Wanted {
  id: string;
  attempt: number;
  phase: PhaseName;
}

export async function getTaskLog(actor: Actor, kind: TaskKind, { id, attempt, phase }: Wanted): ReturnType<typeof findLog> {
  const { jobId } = await getTaskRow(actor, kind, id);
  return findLog(jobId, { attempt, phase, name: `${kind}-${id}` });
}
