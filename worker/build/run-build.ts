import path from 'node:path';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import type { EngineFailure, EngineInput, EngineResult, PhaseResult } from '#worker/engine/engine.ts';
import { findEngine } from '#worker/engine/engines.ts';
import { putBytes, putFile } from './artifacts.ts';
import { phaseOrdinal, type Attempt, type JobServices } from './attempt.ts';
import { inspectImage, publishImage, type Published } from './finish.ts';
import { readDefinitionFile } from './definition-file.ts';
import { composeInventory } from './inventory.ts';
import { failureOutcome } from './outcome.ts';
import type { Ending } from './journal.ts';
import { runAttempt } from './run-attempt.ts';
import { runSideBySide } from './side-by-side.ts';

/** Carries out a leased build. Never rejects. */
export function runBuild(services: JobServices, job: BuildJob, control: AbortController): Promise<void> {
  return runAttempt(services, { job, control, work: buildAndPublish });
}

async function buildAndPublish(attempt: Attempt<BuildJob>): Promise<Ending> {
  const engine = findEngine(attempt.job.engine);
  if (engine === null) throw new Error(`This worker does not know the engine "${attempt.job.engine}".`);
  attempt.reporter.versions({ 'builder image': attempt.services.config.builderImage });
  const result = await drive(attempt, engine.run(engineInput(attempt)));
  if (result.kind === 'failed') return failureEnding(attempt, result.failure);
  return finishBuild(attempt, result);
}

/** Runs what the engine yields, side by side where it says so, until it returns. */
async function drive(attempt: Attempt<BuildJob>, run: ReturnType<NonNullable<ReturnType<typeof findEngine>>['run']>): Promise<EngineResult> {
  let next = await run.next();
  while (next.done !== true) {
    next = await run.next(await runSideBySide(attempt, next.value));
  }
  return next.value;
}

function engineInput(attempt: Attempt<BuildJob>): EngineInput {
  const { job, reporter, dir } = attempt;
  return {
    job,
    report: {
      versions: (versions) => reporter.versions(versions),
      artifact: ({ kind, mediaType, phase, name }) => reporter.enqueue(() => putFile(attempt, { kind, mediaType }, path.join(dir, phase, 'out', name))),
      skip: (phase, note) => reporter.phase({ phase, ordinal: phaseOrdinal(job, phase), status: 'skipped', startedAt: null, finishedAt: null, notes: [note] }),
    },
    readFile: (name) => readDefinitionFile(attempt, name),
  };
}

/** Inspect and publish run side by side; the tags move only when the contents are known. */
async function finishBuild(attempt: Attempt<BuildJob>, built: Extract<EngineResult, { kind: 'built' }>): Promise<Ending> {
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

async function publishedEnding(attempt: Attempt<BuildJob>, inspected: PhaseResult, published: Published): Promise<Ending> {
  const probe = (await inspected.readText('probe.json')) ?? '';
  const image = (await inspected.readText('image.json')) ?? '';
  const inventory = composeInventory({ probe, image, manifest: published.manifest });
  await putBytes(attempt, { kind: 'inventory', mediaType: 'application/json' }, Buffer.from(JSON.stringify(inventory)));
  const { repository } = attempt.job.destination;
  const notes = published.leftToNewer.length === 0 ? [] : [`A newer build has moved ${published.leftToNewer.join(', ')} already: left there.`];
  return { reason: { kind: 'succeeded', digest: published.digest, repository, tags: published.movedTags }, movedTags: published.movedTags, notes };
}

function phaseEnding(attempt: Attempt<BuildJob>, result: PhaseResult, code: EngineFailure['code'], message: string): Ending {
  return failureEnding(attempt, { code, message, phase: result.phase, step: null, exitCode: result.exitCode, lastLines: result.lastLines });
}

function failureEnding(attempt: Attempt<BuildJob>, failure: EngineFailure): Ending {
  return { reason: failureOutcome(attempt, failure), movedTags: [], notes: [] };
}
