import { describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { createBlob } from '#lib/server/blobs/create.ts';
import { getDefinition } from '#lib/server/definitions/get.ts';
import { listDefinitions } from '#lib/server/definitions/list.ts';
import { updateDefinition } from '#lib/server/definitions/update.ts';
import { ensureBuiltInCredentials } from '#lib/server/credentials/ensure-built-in.ts';
import { getRevision } from '#lib/server/revisions/get.ts';
import { restoreRevision } from '#lib/server/revisions/restore.ts';
import { saveRevision } from '#lib/server/revisions/save.ts';
import { listRevisions } from '#lib/server/revisions/list.ts';
import { DefinitionListQuery } from '#lib/contract/definitions.ts';
import { getDb } from '#lib/server/db/client.ts';
import { useInstance } from '#test/support/instance.ts';
import { EE_TEXT, makeDefinition } from '#test/support/server-entities.ts';

useInstance();

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

function list(query: Record<string, unknown> = {}) {
  return listDefinitions(OPERATOR, DefinitionListQuery.parse(query));
}

describe('createDefinition', () => {
  it('makes revision 1 and the facts that lists show', async () => {
    const definition = await makeDefinition({ text: `${EE_TEXT}options:\n  tags: [registry.example/ee:2.1]\n` });
    expect(definition).toMatchObject({ headRevision: 1, baseImage: 'localhost:5000/ee-minimal:latest', tags: ['2.1'], defaultRepository: 'localhost:5000/ee_test', lastBuild: null });
    expect(definition.head.text).toContain('ee-minimal');
  });

  it('refuses a name that is taken, also by an archived one', async () => {
    const { id } = await makeDefinition();
    await updateDefinition(OPERATOR, id, { isArchived: true });
    await expect(makeDefinition()).rejects.toMatchObject({ code: 'conflict' });
  });

  it('names the built-in credentials when none is chosen', async () => {
    await ensureBuiltInCredentials();
    const { head } = await makeDefinition();
    expect(head.settings.galaxyCredentialIds).toHaveLength(1);
    expect(head.settings.pullCredentialIds).toEqual([head.settings.pushCredentialId]);
    const elsewhere = await makeDefinition({ name: 'elsewhere', settings: { repository: 'registry.example/team/ee' } });
    expect(elsewhere.head.settings.pushCredentialId).toBeNull();
  });

  it('takes a text that is not valid YAML: authors save drafts', async () => {
    const definition = await makeDefinition({ text: 'version: [3\n' });
    expect(definition.baseImage).toBe('');
  });

  it('refuses files whose content was not uploaded, and takes those that were', async () => {
    const stored = await createBlob(OPERATOR, bytes('hello'));
    const file = { path: 'files/hello.txt', ...stored };
    await expect(makeDefinition({ files: [{ ...file, sha256: '0'.repeat(64) }] })).rejects.toMatchObject({ code: 'invalid_request', errors: [{ path: 'files.files/hello.txt' }] });
    await expect(makeDefinition({ files: [file, { ...file, path: 'files' }] })).rejects.toMatchObject({ code: 'invalid_request' });
    const { head } = await makeDefinition({ files: [file] });
    expect(head.files).toEqual([{ ...file, executable: false }]);
  });
});

describe('saveRevision', () => {
  it('refuses a save over a newer revision and tells its number', async () => {
    const { id, head } = await makeDefinition();
    const edit = { baseRevision: 1, text: `${EE_TEXT}# mine\n`, files: [], settings: head.settings, message: 'mine' };
    const results = await Promise.allSettled([saveRevision(OPERATOR, id, edit), saveRevision(OPERATOR, id, { ...edit, message: 'theirs' })]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(saveRevision(OPERATOR, id, edit)).rejects.toMatchObject({ code: 'stale_revision', errors: [{ path: 'headRevision', message: '2' }] });
    expect((await listRevisions(OPERATOR, id, { page: 1, perPage: 10 })).items.map((revision) => revision.number)).toEqual([2, 1]);
  });

  it('never changes an earlier revision; equal content has an equal hash', async () => {
    const { id, head } = await makeDefinition();
    await saveRevision(OPERATOR, id, { baseRevision: 1, text: 'version: 3\n', files: [], settings: head.settings, message: '' });
    const restored = await restoreRevision(OPERATOR, id, 1);
    expect(restored).toMatchObject({ number: 3, text: EE_TEXT, contentHash: head.contentHash, message: 'Restored revision 1' });
    expect(await getRevision(OPERATOR, id, 1)).toEqual(head);
    expect((await getDefinition(OPERATOR, id)).baseImage).toBe('localhost:5000/ee-minimal:latest');
  });

  it('refuses a credential that does not exist', async () => {
    const { id, head } = await makeDefinition();
    const settings = { ...head.settings, galaxyCredentialIds: ['nocredential1'] };
    await expect(saveRevision(OPERATOR, id, { baseRevision: 1, text: EE_TEXT, files: [], settings, message: '' })).rejects.toMatchObject({ code: 'invalid_request' });
    expect((await getDefinition(OPERATOR, id)).headRevision).toBe(1);
  });
});

describe('listDefinitions', () => {
  it('finds by name and by what is in the text, pages and sorts in the database', async () => {
    await makeDefinition({ name: 'alpha', text: `${EE_TEXT}dependencies:\n  python: [Boto3]\n` });
    await makeDefinition({ name: 'beta' });
    await makeDefinition({ name: 'gamma' });
    expect((await list({ q: 'boto3' })).items.map((item) => item.name)).toEqual(['alpha']);
    expect((await list({ q: 'AMM' })).items.map((item) => item.name)).toEqual(['gamma']);
    const page = await list({ order: 'desc', perPage: 2, page: 2 });
    expect(page).toMatchObject({ total: 3, page: 2, perPage: 2 });
    expect(page.items.map((item) => item.name)).toEqual(['alpha']);
  });

  it('shows archived ones only when asked', async () => {
    const { id } = await makeDefinition();
    await updateDefinition(OPERATOR, id, { isArchived: true });
    expect((await list()).total).toBe(0);
    expect((await list({ archived: 'true' })).items[0]).toMatchObject({ id, isArchived: true });
  });
});

describe('recordAudit', () => {
  it('tells of every change, in the same transaction', async () => {
    const { id } = await makeDefinition();
    await expect(makeDefinition()).rejects.toThrow();
    const events = await getDb().auditEvent.findMany();
    expect(events.map((event) => [event.action, event.targetId, event.actorId])).toEqual([['definition.create', id, 'operator']]);
  });
});
