import path from 'node:path';
import { PreflightResult } from '#lib/contract/preflight.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { PreflightJob } from '#lib/contract/worker-protocol.ts';
import { judge } from '#lib/ee/preflight/judge.ts';
import { putBytes, putFile } from '#worker/build/artifacts.ts';
import { phaseOrdinal, type Attempt, type JobServices } from '#worker/build/attempt.ts';
import { hasOutput } from '#worker/build/phase-files.ts';
import type { Ending } from '#worker/build/journal.ts';
import { runAttempt } from '#worker/build/run-attempt.ts';
import { gatherFindings } from './gather.ts';

const NOT_RUN = 'Nothing to do here, or an earlier phase did not get that far.';

/** Carries out a leased preflight. Never rejects. */
export function runPreflight(services: JobServices, job: PreflightJob, control: AbortController): Promise<void> {
  return runAttempt(services, { job, control, work: check });
}

async function check(attempt: Attempt<PreflightJob>): Promise<Ending> {
  attempt.reporter.versions({ 'builder image': attempt.services.config.builderImage });
  const skip = (phase: PhaseName, note = NOT_RUN): void =>
    attempt.reporter.phase({ phase, ordinal: phaseOrdinal(attempt.job, phase), status: 'skipped', startedAt: null, finishedAt: null, notes: [note] });
  const findings = await gatherFindings(attempt, skip);
  const result = PreflightResult.parse(judge(attempt.job.text, findings));
  await putBytes(attempt, { kind: 'preflight', mediaType: 'application/json' }, Buffer.from(JSON.stringify(result)));
  await putLock(attempt);
  return { reason: { kind: 'checked', status: result.status }, movedTags: [], notes: [] };
}

async function putLock(attempt: Attempt<PreflightJob>): Promise<void> {
  const out = path.join(attempt.dir, 'resolve', 'out');
  if (await hasOutput(out, 'pylock.toml')) await putFile(attempt, { kind: 'lock', mediaType: 'application/toml' }, path.join(out, 'pylock.toml'));
}
