import { PhaseName } from '#lib/contract/builds.ts';
import type { Actor } from '#lib/contract/common.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { log } from '#lib/server/log.ts';
import { logFiles } from './file.ts';
import { packLog } from './pack.ts';
import type { PackStep } from './pack.ts';

const BATCH = 20;

/** Packs the logs that are whole, one after the other. What was interrupted is done anew. @returns how many. */
export async function packLogs(actor: Actor, { onStep = () => undefined }: { onStep?: (step: PackStep) => void } = {}): Promise<number> {
  authorize(actor, 'log.pack', { teamId: null });
  let count = 0;
  const failed: string[] = [];
  for (;;) {
    const rows = await getDb().phase.findMany({ where: { logSealed: true, logPackedBytes: null, logRemovedAt: null, id: { notIn: failed } }, take: BATCH });
    if (rows.length === 0) return count;
    for (const row of rows) {
      const { id, attemptId, name, logBytes } = row;
      try {
        await packLog(logFiles(attemptId, PhaseName.parse(name)), { bytes: logBytes, onStep, commit: (packedBytes) => commit(id, packedBytes) });
        count += 1;
      } catch (error) {
        log.error({ err: error, phase: id }, 'A log could not be packed; it stays as it is');
        failed.push(id);
      }
    }
  }
}

async function commit(id: string, logPackedBytes: number): Promise<void> {
  await getDb().phase.update({ where: { id }, data: { logPackedBytes } });
}
