import path from 'node:path';
import { z } from 'zod';
import { Digest } from '#lib/contract/common.ts';
import { PUBLISH_WITHIN_MS, type BuildJob, type WorkerReply, type WorkerRequest } from '#lib/contract/worker-protocol.ts';
import type { BuiltImage, PhasePlan, PhaseResult } from '#worker/engine/engine.ts';
import type { Attempt } from './attempt.ts';
import { imageSize } from './inventory.ts';
import { readOutput } from './phase-files.ts';
import { runPhase } from './phase-runner.ts';

/** The server waits while another build moves the same tags. */
const GRANT_TIMEOUT_MS = 90_000;
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

export interface Published {
  digest: string;
  movedTags: string[];
  leftToNewer: string[];
  manifest: string;
  result: PhaseResult;
}

/** What is in the image. No network, no secret. */
export function inspectImage(attempt: Attempt, image: BuiltImage, pythons: readonly string[]): Promise<PhaseResult> {
  return runPhase(attempt, {
    phase: 'inspect',
    inputs: [text('image', storageReference(image)), text('pythons', pythons.join('\n'))],
    secrets: [],
    network: 'none',
    mountsStorage: true,
    steps: [],
  });
}

/**
 * Pushes to the unique tag, verifies the digest, then asks the server which tags may move, and moves them.
 * `mayMove` is awaited before that question: it rejects when the tags must stay.
 */
export async function publishImage(attempt: Attempt<BuildJob>, image: BuiltImage, mayMove: Promise<unknown>): Promise<Published> {
  const { job } = attempt;
  const outDir = path.join(attempt.dir, 'publish', 'out');
  let leftToNewer: string[] = [];
  const plan: PhasePlan = {
    phase: 'publish',
    inputs: [text('image', storageReference(image)), text('repository', job.destination.repository), text('unique-tag', job.destination.uniqueTag)],
    secrets: [{ kind: 'registry-auth', file: 'auth.json' }],
    network: 'egress',
    mountsStorage: true,
    steps: [],
  };
  const askServer = async (): Promise<Uint8Array> => {
    await mayMove;
    const digest = await readDigest(outDir);
    const sizeBytes = imageSize(await readManifest(outDir));
    const grant = await askInTime(attempt, { lease: job.lease, digest, sizeBytes });
    leftToNewer = grant.leftToNewer;
    return Buffer.from([Math.floor(grant.untilMs / 1000), ...grant.tags].map((line) => `${line}\n`).join(''));
  };
  const result = await runPhase(attempt, plan, { deliveries: [{ after: 'digest', name: 'grant', bytes: askServer }] });
  if (result.exitCode !== 0) return { digest: '', movedTags: [], leftToNewer, manifest: '', result };
  const moved = (await result.readText('moved')) ?? '';
  return { digest: await readDigest(outDir), movedTags: moved.split('\n').filter((tag) => tag !== ''), leftToNewer, manifest: await readManifest(outDir), result };
}

/** A grant holds for a time from when it was asked for; a process that stood still meanwhile, or waited for its turn, asks again. */
async function askInTime({ link, signal }: Attempt, request: WorkerRequest<'publish.request'>): Promise<WorkerReply<'publish.request'> & { untilMs: number }> {
  for (;;) {
    const untilMs = Date.now() + PUBLISH_WITHIN_MS;
    const grant = await link.request('publish.request', request, { signal, timeoutMs: GRANT_TIMEOUT_MS });
    if (Date.now() < untilMs) return { ...grant, untilMs };
  }
}

async function readDigest(outDir: string): Promise<string> {
  const bytes = await readOutput(outDir, 'digest', 200);
  return Digest.parse(bytes?.toString('utf8').trim());
}

async function readManifest(outDir: string): Promise<string> {
  return z.string().parse((await readOutput(outDir, 'manifest.json', MAX_MANIFEST_BYTES))?.toString('utf8'));
}

/** An OCI layout joins when an engine makes one. */
function storageReference(image: BuiltImage): string {
  if (image.kind === 'storage') return image.reference;
  throw new Error('This worker publishes images from the storage only.');
}

function text(name: string, content: string): PhasePlan['inputs'][number] {
  return { path: name, source: { kind: 'text', text: content } };
}
