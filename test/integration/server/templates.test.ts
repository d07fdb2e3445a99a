import { describe, expect, it } from 'vitest';
import { CreateTemplate } from '#lib/contract/templates.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { createBlob } from '#lib/server/blobs/create.ts';
import { getDb } from '#lib/server/db/client.ts';
import { saveRevision } from '#lib/server/revisions/save.ts';
import { createTemplate } from '#lib/server/templates/create.ts';
import { deleteTemplate } from '#lib/server/templates/delete.ts';
import { getTemplate } from '#lib/server/templates/get.ts';
import { listTemplates } from '#lib/server/templates/list.ts';
import { useInstance } from '#test/support/instance.ts';
import { EE_TEXT, makeDefinition } from '#test/support/server-entities.ts';

useInstance();

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

function input(definitionId: string, more: Record<string, unknown> = {}) {
  return CreateTemplate.parse({ definitionId, title: 'Our base', description: 'What every team starts from.', tags: ['ours'], ...more });
}

describe('listTemplates', () => {
  it('has those of the product on the site’s base image, with ee_builder and its files', async () => {
    const all = await listTemplates(OPERATOR);
    expect(all.length).toBeGreaterThanOrEqual(16);
    expect(all[0]).toMatchObject({ id: 'ee_aws', origin: 'product', contains: ['amazon.aws', 'botocore', 'boto3'], createdBy: null });
    const builder = await getTemplate(OPERATOR, 'ee_builder');
    expect(builder.text).toContain('name: localhost:5000/ee-minimal:latest');
    expect(builder.files.map(({ path }) => path).sort()).toEqual(['containers.conf', 'setup.sh', 'storage.conf']);
    expect(builder.files.every(({ content, size }) => content !== null && size === Buffer.byteLength(content))).toBe(true);
  });

  it('has the team’s own first', async () => {
    const { id } = await makeDefinition();
    const { id: templateId } = await createTemplate(OPERATOR, input(id));
    expect((await listTemplates(OPERATOR))[0]).toMatchObject({ id: templateId, origin: 'team', title: 'Our base', tags: ['ours'], createdBy: 'operator' });
  });
});

describe('createTemplate', () => {
  it('takes text and files of the newest revision or of the one that is named, not where the image goes', async () => {
    const stored = await createBlob(OPERATOR, bytes('hello'));
    const files = [{ path: 'hello.sh', executable: true, ...stored }];
    const { id, head } = await makeDefinition({ text: `${EE_TEXT}dependencies: {python: [six]}\n`, files });
    await saveRevision(OPERATOR, id, { baseRevision: 1, text: EE_TEXT, files: [], settings: head.settings, message: '' });
    expect(await createTemplate(OPERATOR, input(id))).toMatchObject({ text: EE_TEXT, files: [], contains: [] });
    const first = await createTemplate(OPERATOR, input(id, { title: 'First', revision: 1 }));
    expect(first).toMatchObject({ text: head.text, files: [{ ...files[0], content: null }], contains: ['six'] });
    expect(first).not.toHaveProperty('settings');
    await expect(createTemplate(OPERATOR, input(id, { title: 'Third', revision: 3 }))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses a title that the team has', async () => {
    const { id } = await makeDefinition();
    await createTemplate(OPERATOR, input(id));
    await expect(createTemplate(OPERATOR, input(id))).rejects.toMatchObject({ code: 'conflict' });
    expect(await getDb().auditEvent.count({ where: { action: 'template.create' } })).toBe(1);
  });

  it('stays in the team', async () => {
    const { id } = await makeDefinition();
    const template = await createTemplate(OPERATOR, input(id));
    await getDb().template.update({ where: { id: template.id }, data: { teamId: 'another' } });
    await expect(getTemplate(OPERATOR, template.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteTemplate(OPERATOR, template.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listTemplates(OPERATOR)).some(({ origin }) => origin === 'team')).toBe(false);
  });
});

describe('deleteTemplate', () => {
  it('removes a team’s own, never one of the product', async () => {
    const { id } = await makeDefinition();
    const template = await createTemplate(OPERATOR, input(id));
    await deleteTemplate(OPERATOR, template.id);
    await expect(getTemplate(OPERATOR, template.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteTemplate(OPERATOR, template.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteTemplate(OPERATOR, 'ee_aws')).rejects.toMatchObject({ code: 'not_found' });
    expect(await getDb().auditEvent.count({ where: { action: 'template.delete' } })).toBe(1);
  });
});
