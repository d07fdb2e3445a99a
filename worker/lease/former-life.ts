import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Job, Lease } from '#lib/contract/worker-protocol.ts';
import type { FormerAttempt } from '#worker/build/attempt.ts';
import { AttemptJournal } from '#worker/build/journal.ts';
import type { Driver, PhaseHandle } from '#worker/driver.ts';
import { isSameLease } from './heartbeat.ts';

/** What a former process of this worker left that can be gone on with. */
export interface FormerLife {
  jobs: Job[];
  /** Gives an attempt away, once. */
  take: (lease: Lease) => FormerAttempt | null;
}

export interface FormerLifeOptions {
  workDir: string;
  driver: Pick<Driver, 'list' | 'stop' | 'remove'>;
  logger: Logger;
}

/**
 * Finds the attempts on disk and their containers by label. A container that belongs to none of them, or whose phase has
 * ended or never began, is removed; so is a directory that cannot be gone on with. Whether a token is still good is the
 * server's to say: the first message of an attempt asks it.
 */
export async function readFormerLife({ workDir, driver, logger }: FormerLifeOptions): Promise<FormerLife> {
  const [attempts, containers] = await Promise.all([readAttempts(workDir), driver.list()]);
  const isUseful = (handle: PhaseHandle): boolean => handle.hasStarted && attempts.some(({ journal }) => isOf(journal, handle) && journal.phase(handle.labels.phase)?.ended === null);
  for (const handle of containers.filter((each) => !isUseful(each))) {
    logger.info({ container: handle.name }, 'removing a container of a former life');
    await driver.stop(handle, 0);
    await driver.remove(handle);
  }
  const former = attempts.map(({ dir, journal }) => ({ dir, journal, containers: containers.filter((each) => isUseful(each) && isOf(journal, each)) }));
  return {
    jobs: former.map(({ journal }) => journal.job),
    take(lease) {
      const index = former.findIndex(({ journal }) => isSameLease(journal.job.lease, lease));
      return former.splice(index, index < 0 ? 0 : 1)[0] ?? null;
    },
  };
}

function isOf({ job }: AttemptJournal, { labels }: PhaseHandle): boolean {
  return isSameLease(job.lease, { jobId: labels.job, attempt: labels.attempt, token: labels.token });
}

async function readAttempts(workDir: string): Promise<Pick<FormerAttempt, 'dir' | 'journal'>[]> {
  const names = await readdir(workDir).catch(() => []);
  const read = await Promise.all(
    names.map(async (name) => {
      const dir = path.join(workDir, name);
      const journal = await AttemptJournal.open(dir);
      if (journal === null) await rm(dir, { recursive: true, force: true });
      return journal === null ? [] : [{ dir, journal }];
    }),
  );
  return read.flat();
}
