import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import { ACTIONS } from '#lib/server/authorization/actions.ts';
import type { Action } from '#lib/server/authorization/actions.ts';
import { OPERATOR, can } from '#lib/server/authorization/can.ts';
import { createBlob } from '#lib/server/blobs/create.ts';
import { cancelBuild } from '#lib/server/builds/cancel.ts';
import { rebuild } from '#lib/server/builds/rebuild.ts';
import { startBuild } from '#lib/server/builds/start.ts';
import { createCollection } from '#lib/server/collections/create.ts';
import { deleteCollection } from '#lib/server/collections/delete.ts';
import { createCredential } from '#lib/server/credentials/create.ts';
import { deleteCredential } from '#lib/server/credentials/delete.ts';
import { testCredential } from '#lib/server/credentials/test.ts';
import { updateCredential } from '#lib/server/credentials/update.ts';
import { getDb } from '#lib/server/db/client.ts';
import { setSecretMountAgreement } from '#lib/server/definitions/agree.ts';
import { createDefinition } from '#lib/server/definitions/create.ts';
import { updateDefinition } from '#lib/server/definitions/update.ts';
import { discardDraft } from '#lib/server/drafts/discard.ts';
import { putDraft } from '#lib/server/drafts/put.ts';
import { packLogs } from '#lib/server/logs/pack-all.ts';
import { removeOldLogs } from '#lib/server/logs/remove-old.ts';
import { sweepLogs } from '#lib/server/logs/sweep.ts';
import { reapAttempts } from '#lib/server/jobs/reap.ts';
import { restoreRevision } from '#lib/server/revisions/restore.ts';
import { saveRevision } from '#lib/server/revisions/save.ts';
import { createTemplate } from '#lib/server/templates/create.ts';
import { deleteTemplate } from '#lib/server/templates/delete.ts';
import { WORKER_HANDLERS } from '#lib/server/sockets/worker-handlers.ts';
import { CreateDefinition, RevisionSettings } from '#lib/contract/definitions.ts';
import { CreateTemplate } from '#lib/contract/templates.ts';
import { useInstance } from '#test/support/instance.ts';
import { DIGEST_A, EE_TEXT, leaseBuild, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

useInstance();

/** Somebody with a log-in, but without any right. */
const STRANGER: Actor = { kind: 'user', id: 'stranger' };

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new Uint8Array());
}

describe('every verb that changes something', () => {
  it('refuses an actor that may not', async () => {
    const definition = await makeDefinition();
    const build = await makeBuild(definition.id);
    const credential = await createCredential(OPERATOR, { kind: 'registry', name: 'r', host: 'registry.example', username: 'u', secret: 's' });
    const collection = await getDb().galaxyCollection.create({ data: { id: 'collection1', teamId: 'default', namespace: 'a', name: 'b', version: '1.0.0', fileName: 'a-b-1.0.0.tar.gz', sha256: 'a', size: 1, dependencies: '{}', createdBy: 'x' } });
    const template = await createTemplate(OPERATOR, CreateTemplate.parse({ definitionId: definition.id, title: 'Ours' }));
    const draft = { baseRevision: 1, text: EE_TEXT, files: [], settings: RevisionSettings.parse({}) };
    const save = { ...draft, message: '' };
    const verbs: Record<string, () => Promise<unknown>> = {
      createDefinition: () => createDefinition(STRANGER, CreateDefinition.parse({ name: 'mine', text: '' })),
      updateDefinition: () => updateDefinition(STRANGER, definition.id, { isArchived: true }),
      setSecretMountAgreement: () => setSecretMountAgreement(STRANGER, definition.id, true),
      saveRevision: () => saveRevision(STRANGER, definition.id, save),
      restoreRevision: () => restoreRevision(STRANGER, definition.id, 1),
      putDraft: () => putDraft(STRANGER, definition.id, { ...draft, version: null }),
      discardDraft: () => discardDraft(STRANGER, definition.id, 'anyversion'),
      createTemplate: () => createTemplate(STRANGER, CreateTemplate.parse({ definitionId: definition.id, title: 'Mine' })),
      deleteTemplate: () => deleteTemplate(STRANGER, template.id),
      startBuild: () => startBuild(STRANGER, definition.id, { revision: null, mode: 'exact' }),
      rebuild: () => rebuild(STRANGER, build.id, 'exact'),
      cancelBuild: () => cancelBuild(STRANGER, build.id),
      createBlob: () => createBlob(STRANGER, nothing()),
      createCredential: () => createCredential(STRANGER, { kind: 'registry', name: 'x', host: 'registry.example', username: 'u', secret: 's' }),
      updateCredential: () => updateCredential(STRANGER, credential.id, { name: 'x' }),
      deleteCredential: () => deleteCredential(STRANGER, credential.id),
      testCredential: () => testCredential(STRANGER, credential.id),
      createCollection: () => createCollection(STRANGER, nothing()),
      deleteCollection: () => deleteCollection(STRANGER, collection.id),
      reapAttempts: () => reapAttempts(STRANGER),
      packLogs: () => packLogs(STRANGER),
      removeOldLogs: () => removeOldLogs(STRANGER),
      sweepLogs: () => sweepLogs(STRANGER),
    };
    const before = await getDb().auditEvent.count();
    for (const [name, verb] of Object.entries(verbs)) await expect(verb(), name).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getDb().auditEvent.count()).toBe(before);
  });

  it('refuses people where only a worker may, even under its id and with its token', async () => {
    await makeBuild();
    const worker = await makeWorker();
    const { lease } = await leaseBuild(worker);
    const impostor: Actor = { kind: 'operator', id: worker.id };
    const refused: [string, Promise<unknown>][] = [
      ['lease.request', WORKER_HANDLERS['lease.request'](impostor, { freeSlots: [1] })],
      ['heartbeat', WORKER_HANDLERS.heartbeat(impostor, { leases: [lease], usage: null })],
      ['secrets.request', WORKER_HANDLERS['secrets.request'](impostor, { lease, phase: 'publish' })],
      ['publish.request', WORKER_HANDLERS['publish.request'](impostor, { lease, digest: DIGEST_A, sizeBytes: 1 })],
      ['log.append', WORKER_HANDLERS['log.append'](impostor, { lease, phase: 'build', offset: 0, bytes: new Uint8Array([1]) })],
      ['doctor', WORKER_HANDLERS.doctor(impostor, { report: { at: new Date().toISOString(), checks: [] } })],
    ];
    for (const [name, call] of refused) await expect(call, name).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is in the action table: each action is named by a verb, and none is allowed to everybody by accident', async () => {
    const sources = await Promise.all((await readdir('lib/server', { recursive: true })).filter((name) => name.endsWith('.ts')).map((name) => readFile(path.join('lib/server', name), 'utf8')));
    const routes = await Promise.all((await readdir('app/api', { recursive: true })).filter((name) => name.endsWith('.ts')).map((name) => readFile(path.join('app/api', name), 'utf8')));
    const text = [...sources.filter((source) => !source.includes('export const ACTIONS')), ...routes].join('\n');
    for (const action of Object.keys(ACTIONS)) expect(text, action).toContain(`'${action}'`);
    const open = (Object.keys(ACTIONS) as Action[]).filter((action) => can(STRANGER, action, { teamId: 'default' }));
    expect(open).toEqual(['session.read', 'session.start']);
  });

  it('stays within the team', () => {
    expect(can(OPERATOR, 'definition.read', { teamId: 'default' })).toBe(true);
    expect(can(OPERATOR, 'definition.read', { teamId: 'another' })).toBe(false);
  });
});
