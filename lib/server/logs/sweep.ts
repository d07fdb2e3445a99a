import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '#lib/contract/common.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';

const ORPHAN_MS = 24 * 3_600_000;

/** Removes what an interruption left: temporary files, the plain file of a packed log, logs that were to be removed or whose attempt nobody knows. At boot, before anything is packed. */
export async function sweepLogs(actor: Actor, now = Date.now()): Promise<void> {
  authorize(actor, 'log.pack', { teamId: null });
  const { logsDir } = getConfig();
  for (const attemptId of await readdir(logsDir).catch(() => [])) {
    const folder = path.join(logsDir, attemptId);
    const attempt = await getDb().attempt.findUnique({ where: { id: attemptId }, include: { phases: true } });
    if (attempt === null) {
      if (now - (await stat(folder)).mtimeMs > ORPHAN_MS) await rm(folder, { recursive: true, force: true });
      continue;
    }
    if (attempt.phases.length > 0 && attempt.phases.every(({ logRemovedAt }) => logRemovedAt !== null)) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    const packed = new Set(attempt.phases.filter(({ logPackedBytes }) => logPackedBytes !== null).map(({ name }) => `${name}.log`));
    for (const file of await readdir(folder)) {
      if (file.endsWith('.tmp') || packed.has(file)) await rm(path.join(folder, file), { force: true });
    }
  }
}
