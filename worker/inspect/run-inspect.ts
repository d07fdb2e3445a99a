import type { InspectJob } from '#lib/contract/worker-protocol.ts';
import { explainImageError } from '#lib/ee/preflight/image-checks.ts';
import { putBytes } from '#worker/build/artifacts.ts';
import type { Attempt, JobServices } from '#worker/build/attempt.ts';
import { inspectImage } from '#worker/build/finish.ts';
import { composeInventory } from '#worker/build/inventory.ts';
import { failureOutcome } from '#worker/build/outcome.ts';
import { readJson } from '#worker/build/phase-files.ts';
import { runPhase } from '#worker/build/phase-runner.ts';
import type { Ending } from '#worker/build/journal.ts';
import { runAttempt } from '#worker/build/run-attempt.ts';
import type { EngineFailure, PhaseResult } from '#worker/engine/engine.ts';
import { PYTHONS } from '#worker/engine/pythons.ts';
import { Images } from '#worker/preflight/outputs.ts';
import { askImagesPlan } from '#worker/preflight/plans.ts';

/** Carries out a leased inspection. Never rejects. */
export function runInspect(services: JobServices, job: InspectJob, control: AbortController): Promise<void> {
  return runAttempt(services, { job, control, work: inspect });
}

/** Pulls with the credential and without user code, then looks inside with neither credential nor network. */
async function inspect(attempt: Attempt<InspectJob>): Promise<Ending> {
  const { image } = attempt.job;
  attempt.reporter.versions({ 'builder image': attempt.services.config.builderImage });
  const fetched = await runPhase(attempt, askImagesPlan([image], { kind: 'newest', base: image }));
  const [answer] = await readJson(fetched, 'images.json', Images, []);
  if (answer === undefined || answer.error !== null || !answer.isStored) {
    const { detail, remedy } = explainImageError(image, answer?.error ?? 'The log of the phase "fetch" says why.', 'inspection');
    return failedEnding(attempt, fetched, 'base_unavailable', `${detail} ${remedy}`);
  }
  const inspected = await inspectImage(attempt, { kind: 'storage', reference: image }, PYTHONS);
  if (inspected.exitCode !== 0) return failedEnding(attempt, inspected, 'inspect_failed', 'What is in the image could not be read. The log of the phase "inspect" says why.');
  const inventory = composeInventory({ probe: (await inspected.readText('probe.json')) ?? '', image: (await inspected.readText('image.json')) ?? '', manifest: null });
  await putBytes(attempt, { kind: 'inventory', mediaType: 'application/json' }, Buffer.from(JSON.stringify(inventory)));
  return { reason: { kind: 'checked', status: 'ok' }, movedTags: [], notes: [] };
}

function failedEnding(attempt: Attempt, result: PhaseResult, code: EngineFailure['code'], message: string): Ending {
  const failure = { code, message, phase: result.phase, step: null, exitCode: result.exitCode, lastLines: result.lastLines };
  return { reason: failureOutcome(attempt, failure), movedTags: [], notes: [] };
}
