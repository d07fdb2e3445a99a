import type { Job } from '#lib/contract/worker-protocol.ts';
import { ServerError } from '#worker/server-link.ts';
import { AttemptEnd } from './attempt-end.ts';
import { putBytes } from './artifacts.ts';
import { closeAttempt, openAttempt, remainingSeconds, type Attempt, type JobServices } from './attempt.ts';
import type { Ending } from './journal.ts';
import { errorOutcome } from './outcome.ts';
import { keepSealing } from './phase-runner.ts';
import { boundStorage } from './storage-bound.ts';

/** After this the server has long given the attempt up. */
const REPORT_TIMEOUT_MS = 30 * 60_000;

export interface JobRun<J extends Job> {
  job: J;
  control: AbortController;
  /** What the job is: its outcome. Its errors become outcomes too. */
  work: (attempt: Attempt<J>) => Promise<Ending>;
}

/** Carries out a leased job, or goes on with it, and tells the server how it ended. Never rejects; nothing of it is left afterwards. */
export async function runAttempt<J extends Job>(services: JobServices, { job, control, work }: JobRun<J>): Promise<void> {
  const attempt = await openAttempt(services, job, control);
  const timer = setTimeout(() => control.abort(new AttemptEnd('timed_out', 'The time limit was reached.')), remainingSeconds(attempt) * 1000);
  try {
    const ending = attempt.journal.ending ?? (await workToTheEnd(attempt, work));
    clearTimeout(timer);
    if (ending !== null) await reportEnd(attempt, ending);
  } catch (error) {
    attempt.logger.warn({ err: error }, `the end of a ${job.kind} could not be reported`);
  } finally {
    clearTimeout(timer);
    await closeAttempt(attempt).catch((error: unknown) => attempt.logger.error({ err: error }, 'a work directory could not be removed'));
  }
}

async function workToTheEnd<J extends Job>(attempt: Attempt<J>, work: (attempt: Attempt<J>) => Promise<Ending>): Promise<Ending | null> {
  const { services, job, journal, logger } = attempt;
  if (journal.phases().length === 0) await boundStorage(services, job).catch((error: unknown) => logger.warn({ err: error }, 'stored layers could not be removed'));
  const ending = await carryOut(attempt, work);
  if (ending !== null) await journal.finish(ending);
  return ending;
}

async function carryOut<J extends Job>(attempt: Attempt<J>, work: (attempt: Attempt<J>) => Promise<Ending>): Promise<Ending | null> {
  let ending: Ending | null;
  try {
    ending = await work(attempt);
  } catch (error) {
    const reason = errorOutcome(attempt, error);
    ending = reason === null ? null : { reason, movedTags: [], notes: [] };
  }
  if (ending === null) return null;
  await Promise.allSettled(attempt.cleaning);
  attempt.reporter.enqueue(() => putDownloads(attempt));
  const untold = await attempt.reporter.settled();
  if (untold === null) return ending;
  attempt.logger.warn({ err: untold }, `not everything about a ${attempt.job.kind} could be reported`);
  return { ...ending, notes: [...ending.notes, `Not everything about this ${attempt.job.kind} could be recorded: ${untold.message}`.slice(0, 1000)] };
}

async function putDownloads(attempt: Attempt): Promise<void> {
  if (attempt.downloads.length === 0) return;
  await putBytes(attempt, { kind: 'downloads', mediaType: 'application/json' }, Buffer.from(JSON.stringify(attempt.downloads.slice(0, 2000))));
}

/** Last of all, so that the log is whole when the build is seen to be over. A cancel no longer holds it up. */
async function reportEnd(attempt: Attempt, ending: Ending): Promise<void> {
  const signal = AbortSignal.timeout(REPORT_TIMEOUT_MS);
  for (const phase of attempt.journal.phases()) await keepSealing(attempt, phase).catch((error: unknown) => attempt.logger.warn({ err: error, phase }, 'a log could not be sent'));
  const sealing = attempt.sealing.map(({ done }) => done);
  // An attempt that is given back may have a log that nobody can complete.
  await (ending.reason.kind === 'lost' ? Promise.allSettled(sealing) : Promise.all(sealing));
  try {
    await attempt.services.link.request('complete', { lease: attempt.job.lease, ...ending }, { signal });
  } catch (error) {
    if (!(error instanceof ServerError && error.code === 'stale_token')) throw error;
  }
}
