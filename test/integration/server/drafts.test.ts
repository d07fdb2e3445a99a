import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import { PutDraft } from '#lib/contract/drafts.ts';
import type { DraftContent, DraftFile } from '#lib/contract/drafts.ts';
import { DefinitionListQuery, type Definition } from '#lib/contract/definitions.ts';
import { OPERATOR, SYSTEM } from '#lib/server/authorization/can.ts';
import { createBlob } from '#lib/server/blobs/create.ts';
import { startBuild } from '#lib/server/builds/start.ts';
import { getDb } from '#lib/server/db/client.ts';
import { listDefinitions } from '#lib/server/definitions/list.ts';
import { discardDraft } from '#lib/server/drafts/discard.ts';
import { findDraft } from '#lib/server/drafts/find.ts';
import { putDraft } from '#lib/server/drafts/put.ts';
import { saveRevision } from '#lib/server/revisions/save.ts';
import { useInstance } from '#test/support/instance.ts';
import { EE_TEXT, makeDefinition } from '#test/support/server-entities.ts';

useInstance();

const COLLEAGUE: Actor = { kind: 'operator', id: 'colleague' };
const STRANGER: Actor = { kind: 'user', id: 'stranger' };

function contentOf(definition: Definition, part: Partial<DraftContent> = {}): DraftContent {
  return { baseRevision: definition.headRevision, text: `${EE_TEXT}# typed\n`, files: [], settings: definition.head.settings, ...part };
}

function textFile(path: string, content: string): DraftFile {
  return { path, content, executable: false, size: content.length, sha256: null };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

describe('putDraft', () => {
  it('keeps text, files and settings as they are typed, broken YAML included, and gives them back', async () => {
    const definition = await makeDefinition();
    const stored = await createBlob(OPERATOR, bytes('binary'));
    const files: DraftFile[] = [textFile('notes.txt', 'ü\n'), { path: 'logo.bin', executable: false, content: null, ...stored }];
    const content = contentOf(definition, { text: 'version: [3', files, settings: { ...definition.head.settings, tags: ['1.0'] } });
    const { version } = await putDraft(OPERATOR, definition.id, { ...content, version: null });
    expect(await findDraft(OPERATOR, definition.id)).toMatchObject({ ...content, version });
    const again = await putDraft(OPERATOR, definition.id, { ...content, text: 'version: 3', version });
    expect(again.version).not.toBe(version);
    expect(await findDraft(OPERATOR, definition.id)).toMatchObject({ text: 'version: 3', version: again.version });
  });

  it('refuses a write that has not seen the newest one: exactly one of two tabs wins', async () => {
    const definition = await makeDefinition();
    const { version } = await putDraft(OPERATOR, definition.id, { ...contentOf(definition), version: null });
    const tabs = ['one', 'two'].map((text) => putDraft(OPERATOR, definition.id, { ...contentOf(definition, { text }), version }));
    const results = await Promise.allSettled(tabs);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = results[0]?.status === 'fulfilled' ? 'one' : 'two';
    expect((await findDraft(OPERATOR, definition.id))?.text).toBe(winner);
    await expect(putDraft(OPERATOR, definition.id, { ...contentOf(definition), version })).rejects.toMatchObject({ code: 'stale_draft' });
    await expect(putDraft(OPERATOR, definition.id, { ...contentOf(definition), version: null })).rejects.toMatchObject({ code: 'stale_draft' });
    expect((await findDraft(OPERATOR, definition.id))?.text).toBe(winner);
  });

  it('lets exactly one of two tabs begin', async () => {
    const definition = await makeDefinition();
    const results = await Promise.allSettled(['one', 'two'].map((text) => putDraft(OPERATOR, definition.id, { ...contentOf(definition, { text }), version: null })));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await getDb().draft.count()).toBe(1);
  });

  it('takes content equal to its revision for no draft, also with a text file that is stored there', async () => {
    const stored = await createBlob(OPERATOR, bytes('hello'));
    const definition = await makeDefinition({ files: [{ path: 'hello.txt', ...stored }] });
    const { version } = await putDraft(OPERATOR, definition.id, { ...contentOf(definition), version: null });
    const unchanged = contentOf(definition, { text: EE_TEXT, files: [textFile('hello.txt', 'hello')] });
    await expect(putDraft(OPERATOR, definition.id, { ...unchanged, version: null })).rejects.toMatchObject({ code: 'stale_draft' });
    expect(await putDraft(OPERATOR, definition.id, { ...unchanged, version })).toEqual({ version: null });
    expect(await findDraft(OPERATOR, definition.id)).toBeNull();
    expect(await putDraft(OPERATOR, definition.id, { ...unchanged, version: null })).toEqual({ version: null });
  });

  it('refuses a file that was not uploaded, and a revision that is not there', async () => {
    const definition = await makeDefinition();
    const file: DraftFile = { path: 'a', executable: false, size: 1, sha256: '0'.repeat(64), content: null };
    await expect(putDraft(OPERATOR, definition.id, { ...contentOf(definition, { files: [file] }), version: null })).rejects.toMatchObject({ code: 'invalid_request', errors: [{ path: 'files.a' }] });
    await expect(putDraft(OPERATOR, definition.id, { ...contentOf(definition, { baseRevision: 7 }), version: null })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('writes no audit event and builds nothing', async () => {
    const definition = await makeDefinition();
    const before = await getDb().auditEvent.count();
    await putDraft(OPERATOR, definition.id, { ...contentOf(definition), version: null });
    expect(await getDb().auditEvent.count()).toBe(before);
    expect(await getDb().build.count()).toBe(0);
    const build = await startBuild(OPERATOR, definition.id, { revision: null, mode: 'exact' });
    expect(build.revision).toBe(1);
    expect((await findDraft(OPERATOR, definition.id))?.text).toContain('# typed');
  });
});

describe('PutDraft', () => {
  const content = { version: null, baseRevision: 1, text: '', settings: {}, files: [] };

  it.each([
    ['a text of more than 256 KiB', { text: 'x'.repeat(256 * 1024 + 1) }, 'at most 256 KiB'],
    ['more than 1 MiB of files in hand', { files: [textFile('a', 'x'.repeat(700_000)), textFile('b', 'x'.repeat(700_000))] }, 'save the revision'],
    ['a file with neither content nor hash', { files: [{ ...textFile('a', ''), content: null }] }, 'either sha256 or content'],
    ['a path that leaves the folder', { files: [textFile('../a', '')] }, 'relative path'],
  ])('refuses %s and says what to do', (_what, part, message) => {
    const parsed = PutDraft.safeParse({ ...content, ...part });
    expect(parsed.error?.issues.map((issue) => issue.message).join()).toContain(message);
  });
});

describe('a draft', () => {
  it('is seen by nobody but its actor', async () => {
    const definition = await makeDefinition();
    await putDraft(OPERATOR, definition.id, { ...contentOf(definition), version: null });
    expect(await findDraft(COLLEAGUE, definition.id)).toBeNull();
    expect((await putDraft(COLLEAGUE, definition.id, { ...contentOf(definition, { text: 'theirs' }), version: null })).version).not.toBeNull();
    expect((await findDraft(OPERATOR, definition.id))?.text).toContain('# typed');
    await expect(findDraft(STRANGER, definition.id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is not reached from another team', async () => {
    const definition = await makeDefinition();
    await getDb().definition.update({ where: { id: definition.id }, data: { teamId: 'another' } });
    await expect(findDraft(OPERATOR, definition.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(putDraft(OPERATOR, definition.id, { ...contentOf(definition), version: null })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(discardDraft(OPERATOR, definition.id, 'anyversion')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await findDraft(SYSTEM, definition.id)).toBeNull();
  });

  it('shows in the list of definitions of its actor alone', async () => {
    const definition = await makeDefinition();
    await makeDefinition({ name: 'other' });
    await putDraft(OPERATOR, definition.id, { ...contentOf(definition), version: null });
    const list = async (actor: Actor) => (await listDefinitions(actor, DefinitionListQuery.parse({}))).items.map(({ name, hasDraft }) => [name, hasDraft]);
    expect(await list(OPERATOR)).toEqual([['ee_test', true], ['other', false]]);
    expect(await list(COLLEAGUE)).toEqual([['ee_test', false], ['other', false]]);
  });
});

describe('saveRevision', () => {
  it('removes the draft that was saved, in the same transaction', async () => {
    const definition = await makeDefinition();
    const content = contentOf(definition);
    const { version } = await putDraft(OPERATOR, definition.id, { ...content, version: null });
    await expect(saveRevision(OPERATOR, definition.id, { ...content, files: [], baseRevision: 7, message: '', draftVersion: version })).rejects.toMatchObject({ code: 'stale_revision' });
    expect(await findDraft(OPERATOR, definition.id)).not.toBeNull();
    await saveRevision(OPERATOR, definition.id, { ...content, files: [], message: '', draftVersion: version });
    expect(await findDraft(OPERATOR, definition.id)).toBeNull();
  });

  it('leaves a draft that was written to meanwhile, and those of others', async () => {
    const definition = await makeDefinition();
    const content = contentOf(definition);
    const { version } = await putDraft(OPERATOR, definition.id, { ...content, version: null });
    await putDraft(OPERATOR, definition.id, { ...content, text: 'later', version });
    await putDraft(COLLEAGUE, definition.id, { ...content, text: 'theirs', version: null });
    await saveRevision(OPERATOR, definition.id, { ...content, files: [], message: '', draftVersion: version });
    expect((await findDraft(OPERATOR, definition.id))?.text).toBe('later');
    expect((await findDraft(COLLEAGUE, definition.id))?.text).toBe('theirs');
  });
});

describe('discardDraft', () => {
  it('removes the draft that was seen, and says so in the audit', async () => {
    const definition = await makeDefinition();
    const { version } = await putDraft(OPERATOR, definition.id, { ...contentOf(definition), version: null });
    await putDraft(OPERATOR, definition.id, { ...contentOf(definition, { text: 'newer' }), version });
    await expect(discardDraft(OPERATOR, definition.id, version ?? '')).rejects.toMatchObject({ code: 'stale_draft' });
    const newest = await findDraft(OPERATOR, definition.id);
    await discardDraft(OPERATOR, definition.id, newest?.version ?? '');
    expect(await findDraft(OPERATOR, definition.id)).toBeNull();
    expect(await getDb().auditEvent.findMany({ where: { action: 'draft.discard' } })).toMatchObject([{ actorId: 'operator', targetId: definition.id }]);
  });
});
