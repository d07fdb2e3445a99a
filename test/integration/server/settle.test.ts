import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import { LEASE_TTL_MS } from '#lib/contract/worker-protocol.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import { OPERATOR, SYSTEM } from '#lib/server/authorization/can.ts';
import { getBuild } from '#lib/server/builds/get.ts';
import { getConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { claimJobs } from '#lib/server/jobs/claim.ts';
import { grantPublication } from '#lib/server/jobs/publish.ts';
import { reapAttempts } from '#lib/server/jobs/reap.ts';
import { updatePhase } from '#lib/server/phases/update.ts';
import { freePort } from '#scripts/free-port.ts';
import { useInstance } from '#test/support/instance.ts';
import { leaseBuild, makeBuild, makeWorker } from '#test/support/server-entities.ts';

useInstance(async () => ({ EEF_REGISTRY_PORT: String(await freePort()) }));

const MANIFEST = '{"schemaVersion":2}';
const DIGEST = `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`;
const LATER = 2 * LEASE_TTL_MS;

let registry: Server;
let shown: { status: number; body: string };
let worker: Actor;
let job: BuildJob;

beforeEach(async () => {
  shown = { status: 200, body: MANIFEST };
  registry = createServer((_request, response) => response.writeHead(shown.status).end(shown.body));
  await new Promise<void>((resolve) => registry.listen(getConfig().settings.EEF_REGISTRY_PORT, '127.0.0.1', resolve));
  await makeBuild();
  worker = await makeWorker();
  job = await leaseBuild(worker);
  await updatePhase(worker, { lease: job.lease, phase: 'publish', ordinal: 6, status: 'running', startedAt: null, finishedAt: null, notes: [] });
  await grantPublication(worker, { lease: job.lease, digest: DIGEST, sizeBytes: 100 });
});

afterEach(() => {
  registry.close();
});

function reap(afterMs = LATER): Promise<number> {
  return reapAttempts(SYSTEM, new Date(Date.now() + afterMs));
}

describe('a build whose worker was lost while it moved tags', () => {
  it('is done when the registry shows its digest under the tags', async () => {
    expect(await reap()).toBe(1);
    const build = await getBuild(OPERATOR, job.buildId);
    expect(build).toMatchObject({ status: 'succeeded', digest: DIGEST, publishedTags: ['latest'], notes: [expect.stringContaining('worker was lost') as string] });
    expect(build.attempts.map(({ status, phases }) => [status, phases.map((phase) => phase.status)])).toEqual([['succeeded', ['succeeded']]]);
    expect(await getDb().tagMove.findMany({ select: { status: true } })).toEqual([{ status: 'moved' }]);
  });

  it('is tried again when the registry shows another image, or none', async () => {
    shown = { status: 200, body: '{}' };
    expect(await reap()).toBe(1);
    expect((await getBuild(OPERATOR, job.buildId)).status).toBe('queued');
  });

  it('waits for a registry that does not answer, but not for ever', async () => {
    shown = { status: 503, body: '' };
    expect(await reap()).toBe(0);
    expect((await getBuild(OPERATOR, job.buildId)).status).toBe('publishing');
    expect(await reap(11 * 60_000)).toBe(1);
    expect((await getBuild(OPERATOR, job.buildId)).status).toBe('queued');
  });

  it('keeps its slot while its lease lasts: its container may still be moving tags', async () => {
    await makeBuild(job.definition.id);
    expect(await claimJobs(worker, { freeSlots: [0] })).toEqual([]);
    expect(await claimJobs(worker, { freeSlots: [0, 1] })).toHaveLength(1);
    await reap();
    expect((await getBuild(OPERATOR, job.buildId)).status).toBe('succeeded');
  });
});
