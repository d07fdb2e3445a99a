import type { Actor } from '#lib/contract/common.ts';
import type { Build } from '#lib/contract/builds.ts';
import { CreateDefinition } from '#lib/contract/definitions.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import { PROTOCOL_VERSION } from '#lib/contract/worker-protocol.ts';
import type { BuildJob, WorkerHello } from '#lib/contract/worker-protocol.ts';
import type { z } from 'zod';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { startBuild } from '#lib/server/builds/start.ts';
import { createDefinition } from '#lib/server/definitions/create.ts';
import { claimJobs } from '#lib/server/jobs/claim.ts';
import { connectWorker } from '#lib/server/workers/connect.ts';
import { TEST_TOKENS } from './instance.ts';

export const EE_TEXT = 'version: 3\nimages:\n  base_image:\n    name: localhost:5000/ee-minimal:latest\n';
export const DIGEST_A = `sha256:${'a'.repeat(64)}`;
export const DIGEST_B = `sha256:${'b'.repeat(64)}`;

export function makeDefinition(input: Partial<z.input<typeof CreateDefinition>> = {}): Promise<Definition> {
  return createDefinition(OPERATOR, CreateDefinition.parse({ name: 'ee_test', text: EE_TEXT, ...input }));
}

export async function makeBuild(definitionId?: string): Promise<Build> {
  const id = definitionId ?? (await makeDefinition()).id;
  return startBuild(OPERATOR, id, { revision: null, mode: 'exact' });
}

export function helloOf(more: Partial<z.infer<typeof WorkerHello>> = {}): z.infer<typeof WorkerHello> {
  return { token: TEST_TOKENS.worker, protocol: PROTOCOL_VERSION, version: '0.1.0', name: 'worker-1', labels: [], capabilities: [], slots: 4, builderImage: 'localhost/ee-builder:first', ...more };
}

export function makeWorker(more: Partial<z.infer<typeof WorkerHello>> = {}): Promise<Actor> {
  return connectWorker(helloOf(more));
}

export async function leaseBuild(worker: Actor, slot = 0): Promise<BuildJob> {
  const [job] = await claimJobs(worker, { freeSlots: [slot] });
  if (job?.kind !== 'build') throw new Error('No job was leased.');
  return job;
}
