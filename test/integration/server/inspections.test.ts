import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import { ImageReference, StartInspection } from '#lib/contract/inspections.ts';
import { Inventory } from '#lib/contract/inventory.ts';
import { jobCapability, LEASE_TTL_MS, type InspectJob } from '#lib/contract/worker-protocol.ts';
import { putArtifact } from '#lib/server/artifacts/put.ts';
import { OPERATOR, SYSTEM } from '#lib/server/authorization/can.ts';
import { createCredential } from '#lib/server/credentials/create.ts';
import { secretsForPhase } from '#lib/server/credentials/for-phase.ts';
import { getDb } from '#lib/server/db/client.ts';
import { getInspection } from '#lib/server/inspections/get.ts';
import { startInspection } from '#lib/server/inspections/start.ts';
import { claimJobs } from '#lib/server/jobs/claim.ts';
import { completeAttempt } from '#lib/server/jobs/complete.ts';
import { reapAttempts } from '#lib/server/jobs/reap.ts';
import { getPreflight } from '#lib/server/preflights/get.ts';
import { cancelTask } from '#lib/server/tasks/cancel.ts';
import { useInstance } from '#test/support/instance.ts';
import { makeWorker } from '#test/support/server-entities.ts';

useInstance();

const IMAGE = 'registry.example/ee:1';
const SECRET = 'a-secret-that-nobody-sees';
const STRANGER: Actor = { kind: 'user', id: 'stranger' };
const CONTENTS = Inventory.parse({ os: null, architecture: 'amd64', ansibleCore: null, ansibleRunner: null, python: null, collections: [], system: { manager: 'none', packages: [] }, config: { labels: {}, env: [], user: '', workdir: '', entrypoint: [], cmd: [] }, layers: [], sizeBytes: 0 });
let worker: Actor;

beforeEach(async () => {
  worker = await makeWorker({ capabilities: [jobCapability('inspect')] });
});

function start(body: Partial<StartInspection> = {}) {
  return startInspection(OPERATOR, StartInspection.parse({ image: IMAGE, ...body }));
}

async function lease(): Promise<InspectJob> {
  const [job] = await claimJobs(worker, { freeSlots: [0] });
  if (job?.kind !== 'inspect') throw new Error('No inspection was leased.');
  return job;
}

describe('ImageReference', () => {
  it('takes whole names and refuses what is none', () => {
    for (const good of [IMAGE, 'localhost:15000/ee-minimal:latest', `quay.io/a/b@sha256:${'a'.repeat(64)}`, 'quay.io/a/b']) expect(ImageReference.safeParse(good).success, good).toBe(true);
    for (const bad of ['', 'ee', '--help', 'quay.io/a b', 'oci:/etc', '-x/y:1\n', 'quay.io/a:b:c']) expect(ImageReference.safeParse(bad).success, bad).toBe(false);
  });
});

describe('an inspection', () => {
  it('is leased to a worker that knows it, with the pull credential for fetch alone', async () => {
    const pull = await createCredential(OPERATOR, { kind: 'registry', name: 'pull', host: 'registry.example', username: 'u', secret: SECRET });
    await start({ pullCredentialId: pull.id });
    expect(await claimJobs(await makeWorker({ name: 'old' }), { freeSlots: [0] })).toEqual([]);
    const job = await lease();
    expect(job).toMatchObject({ image: IMAGE, pull: [{ credentialId: pull.id }], galaxy: [] });
    expect(JSON.stringify(job)).not.toContain(SECRET);
    const given = await Promise.all((['fetch', 'inspect', 'collect', 'build', 'publish'] as const).map((phase) => secretsForPhase(worker, { lease: job.lease, phase })));
    expect(given.map(({ registries, galaxy }) => registries.length + galaxy.length)).toEqual([1, 0, 0, 0, 0]);
    expect(await getDb().auditEvent.count({ where: { action: 'inspection.start', targetType: 'inspect' } })).toBe(1);
  });

  it('refuses an actor that may not, and a credential that is gone', async () => {
    await expect(startInspection(STRANGER, StartInspection.parse({ image: IMAGE }))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(start({ pullCredentialId: 'gone00001' })).rejects.toMatchObject({ code: 'invalid_request' });
    const { id } = await start();
    await expect(cancelTask(STRANGER, 'inspect', id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getInspection(STRANGER, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getPreflight(OPERATOR, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('ends with what is in the image', async () => {
    const { id } = await start();
    const job = await lease();
    const bytes = Buffer.from(JSON.stringify(CONTENTS));
    await putArtifact(worker, { lease: job.lease, kind: 'inventory', mediaType: 'application/json', sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, offset: 0, bytes: new Uint8Array(bytes), isLast: true });
    await completeAttempt(worker, { lease: job.lease, reason: { kind: 'checked', status: 'ok' }, movedTags: [], notes: [] });
    expect(await getInspection(OPERATOR, id)).toMatchObject({ status: 'ok', image: IMAGE, contents: CONTENTS });
    await expect(cancelTask(OPERATOR, 'inspect', id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('ends at once when it is cancelled while it waits, and fails when its worker is lost twice', async () => {
    const queued = await start();
    await cancelTask(OPERATOR, 'inspect', queued.id);
    expect(await getInspection(OPERATOR, queued.id)).toMatchObject({ status: 'cancelled', outcome: { kind: 'cancelled', by: 'operator' } });
    const { id } = await start();
    for (const status of ['queued', 'failed']) {
      await lease();
      await reapAttempts(SYSTEM, new Date(Date.now() + LEASE_TTL_MS + 1));
      expect(await getInspection(OPERATOR, id)).toMatchObject({ status });
    }
  });
});
