import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { createCredential } from '#lib/server/credentials/create.ts';
import { deleteCredential } from '#lib/server/credentials/delete.ts';
import { ensureBuiltInCredentials } from '#lib/server/credentials/ensure-built-in.ts';
import { secretsForPhase } from '#lib/server/credentials/for-phase.ts';
import { listCredentials } from '#lib/server/credentials/get.ts';
import { openSecret, sealSecret } from '#lib/server/credentials/seal.ts';
import { updateCredential } from '#lib/server/credentials/update.ts';
import { getDb } from '#lib/server/db/client.ts';
import { setSecretMountAgreement } from '#lib/server/definitions/agree.ts';
import { PHASES } from '#lib/contract/builds.ts';
import { useInstance } from '#test/support/instance.ts';
import { leaseBuild, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

const instance = useInstance();

const SECRET = 'correct-horse-battery-staple';

function makeGalaxy() {
  return createCredential(OPERATOR, { kind: 'galaxy', name: 'hub', host: 'https://hub.example/api/galaxy/', authUrl: 'https://sso.example/token', username: null, secret: SECRET });
}

function makeRegistry(name = 'quay') {
  return createCredential(OPERATOR, { kind: 'registry', name, host: 'registry.example', username: 'robot', secret: SECRET });
}

describe('sealSecret', () => {
  it('opens at its own place only, and only unchanged', () => {
    const place = { table: 'Credential', row: 'one', field: 'secret' };
    const sealed = sealSecret(SECRET, place);
    expect(openSecret(sealed, place)).toBe(SECRET);
    expect(sealed).not.toContain(SECRET);
    expect(sealSecret(SECRET, place)).not.toBe(sealed);
    expect(() => openSecret(sealed, { ...place, row: 'two' })).toThrow();
    expect(() => openSecret(sealed, { ...place, field: 'other' })).toThrow();
    const changed = JSON.parse(sealed) as { data: string };
    changed.data = `${changed.data.startsWith('A') ? 'B' : 'A'}${changed.data.slice(1)}`;
    expect(() => openSecret(JSON.stringify(changed), place)).toThrow();
  });
});

describe('createCredential', () => {
  it('keeps the secret out of every answer and out of the database file', async () => {
    const created = await makeGalaxy();
    expect(created).toMatchObject({ hasSecret: true, secretVersion: 1, usedBy: [] });
    expect(JSON.stringify([created, await listCredentials(OPERATOR), await getDb().auditEvent.findMany()])).not.toContain(SECRET);
    for (const file of ['ee-foundry.db', 'ee-foundry.db-wal']) {
      const bytes = await readFile(path.join(instance.dataDir, 'db', file));
      expect(bytes.includes(SECRET), file).toBe(false);
      expect(bytes.includes(Buffer.from(SECRET).toString('base64')), file).toBe(false);
    }
  });
});

describe('updateCredential', () => {
  it('wants the secret again for another host or auth URL', async () => {
    const { id } = await makeGalaxy();
    await expect(updateCredential(OPERATOR, id, { host: 'https://evil.example/' })).rejects.toMatchObject({ code: 'secret_required' });
    await expect(updateCredential(OPERATOR, id, { authUrl: 'https://evil.example/token' })).rejects.toMatchObject({ code: 'secret_required' });
    await expect(updateCredential(OPERATOR, id, { authUrl: null })).rejects.toMatchObject({ code: 'secret_required' });
    expect(await updateCredential(OPERATOR, id, { name: 'hub 2', host: 'https://hub.example/api/galaxy/' })).toMatchObject({ name: 'hub 2', secretVersion: 1 });
    expect(await updateCredential(OPERATOR, id, { host: 'https://new.example/', secret: 'another-secret' })).toMatchObject({ host: 'https://new.example/', secretVersion: 2 });
  });

  it('holds the result to the rules of its kind', async () => {
    const { id } = await makeRegistry();
    await expect(updateCredential(OPERATOR, id, { host: 'https://registry.example/path', secret: SECRET })).rejects.toThrow('host or host:port');
  });

  it('leaves built-in ones alone', async () => {
    await ensureBuiltInCredentials();
    const [builtIn] = await listCredentials(OPERATOR);
    await expect(updateCredential(OPERATOR, builtIn!.id, { name: 'mine' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(deleteCredential(OPERATOR, builtIn!.id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('ensureBuiltInCredentials', () => {
  it('changes nothing the second time', async () => {
    await ensureBuiltInCredentials();
    const before = await getDb().credential.findMany();
    await ensureBuiltInCredentials();
    expect(await getDb().credential.findMany()).toEqual(before);
    expect(before.map((row) => row.host).sort()).toEqual(['http://localhost:8081/', 'localhost:5000']);
  });
});

describe('deleteCredential', () => {
  it('refuses while a definition uses it', async () => {
    const { id } = await makeRegistry();
    const definition = await makeDefinition({ settings: { pullCredentialIds: [id] } });
    await expect(deleteCredential(OPERATOR, id)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(definition.name) as string });
    const unused = await makeRegistry('unused');
    await deleteCredential(OPERATOR, unused.id);
    expect((await listCredentials(OPERATOR)).map((credential) => credential.id)).toEqual([id]);
  });
});

describe('secretsForPhase', () => {
  it('gives each phase its own secrets; the build phase none before the author agreed', async () => {
    const [galaxy, pull, push] = [await makeGalaxy(), await makeRegistry('pull'), await makeRegistry('push')];
    const settings = { galaxyCredentialIds: [galaxy.id], pullCredentialIds: [pull.id], pushCredentialId: push.id };
    const { id } = await makeDefinition({ settings });
    await makeBuild(id);
    const worker = await makeWorker();
    const job = await leaseBuild(worker);
    expect(JSON.stringify(job)).not.toContain(SECRET);
    const given = await Promise.all(PHASES.map(async (phase) => [phase, await secretsForPhase(worker, { lease: job.lease, phase })] as const));
    const ids = Object.fromEntries(given.map(([phase, secrets]) => [phase, [...secrets.registries, ...secrets.galaxy].map((secret) => secret.credentialId)]));
    expect(ids).toEqual({ context: [], collect: [galaxy.id], fetch: [pull.id], build: [], inspect: [], publish: [push.id] });
    expect(given.find(([phase]) => phase === 'collect')?.[1].galaxy[0]).toMatchObject({ token: SECRET, authUrl: 'https://sso.example/token', version: 1 });
    await setSecretMountAgreement(OPERATOR, id, true);
    expect((await secretsForPhase(worker, { lease: job.lease, phase: 'build' })).galaxy.map((secret) => secret.credentialId)).toEqual([galaxy.id]);
    const used = await getDb().auditEvent.findMany({ where: { action: 'job.secrets' } });
    expect(used).toHaveLength(PHASES.length + 1);
    expect(JSON.stringify(used)).not.toContain(SECRET);
  });
});
