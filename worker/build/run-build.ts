import path from 'node:path';
import type { AttemptReason } from '#lib/contract/builds.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import type { EngineFailure, EngineInput, EngineResult, PhaseResult } from '#worker/engine/engine.ts';
import { findEngine } from '#worker/engine/engines.ts';
import { ServerError } from '#worker/server-link.ts';
import { AttemptEnd } from './attempt-end.ts';
import { putBytes, putFile } from './artifacts.ts';
import { closeAttempt, openAttempt, phaseOrdinal, type Attempt, type BuildServices } from './attempt.ts';
import { inspectImage, publishImage, type Published } from './finish.ts';
import { composeInventory } from './inventory.ts';
import { errorOutcome, failureOutcome } from './outcome.ts';
import { readOutput } from './phase-files.ts';
import { boundStorage } from './storage-bound.ts';
import { runPhase } from './phase-runner.ts';

const MAX_FILE_BYTES = 1024 * 1024;
/** After this the server has long given the attempt up. */
const REPORT_TIMEOUT_MS = 30 * 60_000;

interface Ending {
  reason: AttemptReason;
  movedTags: string[];
  notes: string[];
}

/** Carries out a leased build and tells the server how it ended. Never rejects; nothing of it is left afterwards. */
export async function runBuild(services: BuildServices, job: BuildJob, control: AbortController): Promise<void> {
  const attempt = await openAttempt(services, job, control);
  const timer = setTimeout(() => control.abort(new AttemptEnd('timed_out', 'The time limit was reached.')), job.limits.timeoutSeconds * 1000);
  try {
    await boundStorage(services, job).catch((error: unknown) => attempt.logger.warn({ err: error }, 'stored layers could not be removed'));
    const ending = await carryOut(attempt);
    clearTimeout(timer);
    if (ending !== null) await reportEnd(attempt, ending);
  } catch (error) {
    attempt.logger.warn({ err: error }, 'the end of a build could not be reported');
  } finally {
    clearTimeout(timer);
    await closeAttempt(attempt).catch((error: unknown) => attempt.logger.error({ err: error }, 'a work directory could not be removed'));
  }
}

async function carryOut(attempt: Attempt): Promise<Ending | null> {
  let ending: Ending | null;
  try {
    ending = await buildAndPublish(attempt);
  } catch (error) {
    const reason = errorOutcome(attempt, error);
    ending = reason === null ? null : { reason, movedTags: [], notes: [] };
  }
  if (ending === null) return null;
  await Promise.allSettled(attempt.cleaning);
  attempt.reporter.enqueue(() => putDownloads(attempt));
  const untold = await attempt.reporter.settled();
  if (untold === null) return ending;
  attempt.logger.warn({ err: untold }, 'not everything about a build could be reported');
  return { ...ending, notes: [...ending.notes, `Not everything about this build could be recorded: ${untold.message}`.slice(0, 1000)] };
}

async function buildAndPublish(attempt: Attempt): Promise<Ending> {
  const engine = findEngine(attempt.job.engine);
  if (engine === null) throw new Error(`This worker does not know the engine "${attempt.job.engine}".`);
  attempt.reporter.versions({ 'builder image': attempt.services.config.builderImage });
  const result = await drive(attempt, engine.run(engineInput(attempt)));
  if (result.kind === 'failed') return failureEnding(attempt, result.failure);
  return finishBuild(attempt, result);
}

/** Runs what the engine yields, side by side where it says so, until it returns. */
async function drive(attempt: Attempt, run: ReturnType<NonNullable<ReturnType<typeof findEngine>>['run']>): Promise<EngineResult> {
  let next = await run.next();
  while (next.done !== true) {
    const settled = await Promise.allSettled(next.value.map((plan) => runPhase(attempt, plan)));
    const results = settled.map((each) => {
      if (each.status === 'rejected') throw each.reason;
      return each.value;
    });
    next = await run.next(results);
  }
  return next.value;
}

function engineInput(attempt: Attempt): EngineInput {
  const { job, reporter, dir } = attempt;
  return {
    job,
    report: {
      versions: (versions) => reporter.versions(versions),
      artifact: ({ kind, mediaType, phase, name }) => reporter.enqueue(() => putFile(attempt, { kind, mediaType }, path.join(dir, phase, 'out', name))),
      skip: (phase, note) => reporter.phase({ phase, ordinal: phaseOrdinal(phase), status: 'skipped', startedAt: null, finishedAt: null, notes: [note] }),
    },
    async readFile(name) {
      const file = job.files.find((each) => each.path === name);
      if (file === undefined || file.size > MAX_FILE_BYTES) return null;
      const local = await attempt.getBlob(file.sha256, file.size);
      const bytes = await readOutput(path.dirname(local), path.basename(local), MAX_FILE_BYTES);
      return bytes?.toString('utf8') ?? null;
    },
  };
}

/** Inspect and publish run side by side; the tags move only when the contents are known. */
async function finishBuild(attempt: Attempt, built: Extract<EngineResult, { kind: 'built' }>): Promise<Ending> {
  const inspecting = inspectImage(attempt, built.image, built.pythons).then((result) => {
    if (result.exitCode !== 0) throw new InspectFailed(result);
    return result;
  });
  inspecting.catch(() => undefined);
  const [inspected, published] = await Promise.allSettled([inspecting, publishImage(attempt, built.image, inspecting)]);
  if (inspected.status === 'rejected') {
    if (inspected.reason instanceof InspectFailed) return phaseEnding(attempt, inspected.reason.result, 'inspect_failed', 'What is in the image could not be read, so its tags were not moved.');
    throw inspected.reason;
  }
  if (published.status === 'rejected') throw published.reason;
  if (published.value.result.exitCode !== 0) {
    return phaseEnding(attempt, published.value.result, 'publish_failed', 'The image was built but could not be published. Check the destination and its credential, then rebuild.');
  }
  return publishedEnding(attempt, inspected.value, published.value);
}

class InspectFailed extends Error {
  readonly result: PhaseResult;

  constructor(result: PhaseResult) {
    super('The contents of the image could not be read.');
    this.result = result;
  }
}

async function publishedEnding(attempt: Attempt, inspected: PhaseResult, published: Published): Promise<Ending> {
  const probe = (await inspected.readText('probe.json')) ?? '';
  const image = (await inspected.readText('image.json')) ?? '';
  const inventory = composeInventory({ probe, image, manifest: published.manifest });
  await putBytes(attempt, { kind: 'inventory', mediaType: 'application/json' }, Buffer.from(JSON.stringify(inventory)));
  const { repository } = attempt.job.destination;
  const notes = published.leftToNewer.length === 0 ? [] : [`A newer build has moved ${published.leftToNewer.join(', ')} already: left there.`];
  return { reason: { kind: 'succeeded', digest: published.digest, repository, tags: published.movedTags }, movedTags: published.movedTags, notes };
}

function phaseEnding(attempt: Attempt, result: PhaseResult, code: EngineFailure['code'], message: string): Ending {
  return failureEnding(attempt, { code, message, phase: result.phase, step: null, exitCode: result.exitCode, lastLines: result.lastLines });
}

function failureEnding(attempt: Attempt, failure: EngineFailure): Ending {
  return { reason: failureOutcome(attempt, failure), movedTags: [], notes: [] };
}

async function putDownloads(attempt: Attempt): Promise<void> {
  if (attempt.downloads.length === 0) return;
  await putBytes(attempt, { kind: 'downloads', mediaType: 'application/json' }, Buffer.from(JSON.stringify(attempt.downloads.slice(0, 2000))));
}

/** Last of all, so that the log is whole when the build is seen to be over. A cancel no longer holds it up. */
async function reportEnd(attempt: Attempt, ending: Ending): Promise<void> {
  const signal = AbortSignal.timeout(REPORT_TIMEOUT_MS);
  await Promise.all(attempt.sealing.map(({ done }) => done));
  try {
    await attempt.services.link.request('complete', { lease: attempt.job.lease, ...ending }, { signal });
  } catch (error) {
    if (!(error instanceof ServerError && error.code === 'stale_token')) throw error;
  }
}
