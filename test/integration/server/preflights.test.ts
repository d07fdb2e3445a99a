import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import { jobCapability, LEASE_TTL_MS, type PreflightJob } from '#lib/contract/worker-protocol.ts';
import { PreflightResult, StartPreflight } from '#lib/contract/preflight.ts';
import { judge } from '#lib/ee/preflight/judge.ts';
import { putArtifact } from '#lib/server/artifacts/put.ts';
import { OPERATOR, SYSTEM } from '#lib/server/authorization/can.ts';
import { createBlob } from '#lib/server/blobs/create.ts';
import { readFileChunk } from '#lib/server/blobs/read-chunk.ts';
import { createCredential } from '#lib/server/credentials/create.ts';
import { secretsForPhase } from '#lib/server/credentials/for-phase.ts';
import { getDb } from '#lib/server/db/client.ts';
import { claimJobs } from '#lib/server/jobs/claim.ts';
import { completeAttempt } from '#lib/server/jobs/complete.ts';
import { grantPublication } from '#lib/server/jobs/publish.ts';
import { reapAttempts } from '#lib/server/jobs/reap.ts';
import { cancelTask } from '#lib/server/tasks/cancel.ts';
import { getPreflight } from '#lib/server/preflights/get.ts';
import { startPreflight } from '#lib/server/preflights/start.ts';
import { useInstance } from '#test/support/instance.ts';
import { findings } from '#test/support/findings.ts';
import { DIGEST_A, EE_TEXT, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

useInstance();

const SECRET = 'a-secret-that-nobody-sees';
let definitionId = '';
let worker: Actor;

beforeEach(async () => {
  definitionId = (await makeDefinition()).id;
  worker = await makeWorker({ capabilities: [jobCapability('preflight')] });
});

function start(body: Partial<StartPreflight> = {}) {
  return startPreflight(OPERATOR, definitionId, StartPreflight.parse({ text: `${EE_TEXT}# unsaved\n`, ...body }));
}

async function lease(): Promise<PreflightJob> {
  const [job] = await claimJobs(worker, { freeSlots: [0] });
  if (job?.kind !== 'preflight') throw new Error('No preflight was leased.');
  return job;
}

async function put(job: PreflightJob, result: unknown): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(result));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await putArtifact(worker, { lease: job.lease, kind: 'preflight', mediaType: 'application/json', sha256, size: bytes.length, offset: 0, bytes: new Uint8Array(bytes), isLast: true });
}

describe('startPreflight', () => {
  it('freezes the text as given and saves no revision', async () => {
    const { id } = await start();
    expect(await lease()).toMatchObject({ kind: 'preflight', preflightId: id, text: `${EE_TEXT}# unsaved\n`, definition: { id: definitionId } });
    expect(await getDb().revision.count()).toBe(1);
    expect(await getDb().auditEvent.count({ where: { action: 'preflight.start' } })).toBe(1);
  });

  it('refuses an actor that may not, files that were not uploaded and credentials that are gone', async () => {
    await expect(startPreflight({ kind: 'user', id: 'stranger' }, definitionId, StartPreflight.parse({ text: '' }))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(start({ files: [{ path: 'a', sha256: 'a'.repeat(64), size: 1, executable: false }] })).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(start({ settings: { ...StartPreflight.parse({ text: '' }).settings, pullCredentialIds: ['gone00001'] } })).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await getDb().task.count()).toBe(0);
  });

  it('goes before builds that wait, and not to a worker that does not know it', async () => {
    await makeBuild(definitionId);
    await start();
    const old = await makeWorker({ name: 'old' });
    expect((await claimJobs(old, { freeSlots: [0] })).map(({ kind }) => kind)).toEqual(['build']);
    await makeBuild(definitionId);
    expect((await claimJobs(worker, { freeSlots: [0, 1] })).map(({ kind }) => kind)).toEqual(['preflight', 'build']);
  });
});

describe('a leased preflight', () => {
  it('gets the pull credential for fetch, the Galaxy token for collect, and nothing where user code runs', async () => {
    const pull = await createCredential(OPERATOR, { kind: 'registry', name: 'pull', host: 'registry.example', username: 'u', secret: SECRET });
    const galaxy = await createCredential(OPERATOR, { kind: 'galaxy', name: 'hub', host: 'https://hub.example/', authUrl: null, username: null, secret: SECRET });
    const { settings } = StartPreflight.parse({ text: '' });
    await start({ settings: { ...settings, pullCredentialIds: [pull.id], pushCredentialId: pull.id, galaxyCredentialIds: [galaxy.id] } });
    const job = await lease();
    expect(JSON.stringify(job)).not.toContain(SECRET);
    const phases = ['context', 'fetch', 'collect', 'probe', 'introspect', 'resolve', 'packages', 'build', 'publish'] as const;
    const given = await Promise.all(phases.map(async (phase) => [phase, await secretsForPhase(worker, { lease: job.lease, phase })] as const));
    const ids = Object.fromEntries(given.map(([phase, secrets]) => [phase, [...secrets.registries, ...secrets.galaxy].map((secret) => secret.credentialId)]));
    expect(ids).toEqual({ context: [], fetch: [pull.id], collect: [galaxy.id], probe: [], introspect: [], resolve: [], packages: [], build: [], publish: [] });
  });

  it('may read its own files and no others, and may not publish', async () => {
    const blob = await createBlob(OPERATOR, (async function* () { yield await Promise.resolve(new TextEncoder().encode('six\n')); })());
    const other = await createBlob(OPERATOR, (async function* () { yield await Promise.resolve(new TextEncoder().encode('other\n')); })());
    await start({ files: [{ path: 'requirements.txt', executable: false, ...blob }] });
    const { lease: own } = await lease();
    expect(await readFileChunk(worker, { lease: own, sha256: blob.sha256, offset: 0 })).toMatchObject({ isLast: true });
    await expect(readFileChunk(worker, { lease: own, sha256: other.sha256, offset: 0 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(grantPublication(worker, { lease: own, digest: DIGEST_A, sizeBytes: 1 })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('ends with what it found', async () => {
    const { id } = await start();
    const job = await lease();
    const result = judge(EE_TEXT, findings());
    await put(job, result);
    await completeAttempt(worker, { lease: job.lease, reason: { kind: 'checked', status: 'ok' }, movedTags: [], notes: [] });
    expect(await getPreflight(OPERATOR, id)).toMatchObject({ status: 'ok', result: PreflightResult.parse(result), attempt: { status: 'succeeded' } });
    await expect(completeAttempt(worker, { lease: job.lease, reason: { kind: 'checked', status: 'problems' }, movedTags: [], notes: [] })).rejects.toMatchObject({ code: 'stale_token' });
    await expect(cancelTask(OPERATOR, 'preflight', id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is tried once more when its worker is lost, then it has failed', async () => {
    const { id } = await start();
    for (const status of ['queued', 'failed']) {
      await lease();
      await reapAttempts(SYSTEM, new Date(Date.now() + LEASE_TTL_MS + 1));
      expect(await getPreflight(OPERATOR, id)).toMatchObject({ status });
    }
    expect((await getPreflight(OPERATOR, id)).outcome).toMatchObject({ kind: 'failed', code: 'worker_lost' });
  });

  it('does not end as a build does, nor a build as a preflight', async () => {
    await start();
    const job = await lease();
    const succeeded = { kind: 'succeeded' as const, digest: DIGEST_A, repository: 'r', tags: [] };
    await expect(completeAttempt(worker, { lease: job.lease, reason: succeeded, movedTags: [], notes: [] })).rejects.toMatchObject({ code: 'conflict' });
    await makeBuild(definitionId);
    const [build] = await claimJobs(worker, { freeSlots: [1] });
    await expect(completeAttempt(worker, { lease: build!.lease, reason: { kind: 'checked', status: 'ok' }, movedTags: [], notes: [] })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('cancelTask', () => {
  it('ends a queued one at once and tells the worker of a leased one', async () => {
    const queued = await start();
    await expect(cancelTask({ kind: 'user', id: 'stranger' }, 'preflight', queued.id)).rejects.toMatchObject({ code: 'forbidden' });
    await cancelTask(OPERATOR, 'preflight', queued.id);
    expect(await getPreflight(OPERATOR, queued.id)).toMatchObject({ status: 'cancelled', outcome: { kind: 'cancelled', by: 'operator' } });
    const leased = await start();
    const job = await lease();
    await cancelTask(OPERATOR, 'preflight', leased.id);
    expect(await getPreflight(OPERATOR, leased.id)).toMatchObject({ status: 'running' });
    await completeAttempt(worker, { lease: job.lease, reason: { kind: 'cancelled', by: '' }, movedTags: [], notes: [] });
    expect(await getPreflight(OPERATOR, leased.id)).toMatchObject({ status: 'cancelled', outcome: { by: 'operator' } });
  });
});
