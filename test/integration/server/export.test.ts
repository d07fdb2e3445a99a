import { describe, expect, it } from 'vitest';
import { GET } from '#app/api/v1/definitions/[id]/export/route.ts';
import { readZip } from '#lib/ee/import/zip.ts';
import { Problem } from '#lib/contract/errors.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { createBlob } from '#lib/server/blobs/create.ts';
import { exportDefinitionFiles } from '#lib/server/definitions/export.ts';
import { useInstance } from '#test/support/instance.ts';
import { makeDefinition } from '#test/support/server-entities.ts';

useInstance();

const TEXT = 'version: 3\nimages:\n  base_image:\n    name: quay.io/b/c:1\ndependencies:\n  python: requirements.txt\n';

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

async function make(text: string = TEXT) {
  const stored = await createBlob(OPERATOR, bytes('six\n'));
  return makeDefinition({ name: 'ee_one', text, files: [{ path: 'requirements.txt', ...stored }], settings: { repository: 'quay.io/team/ee_one', tags: ['1.0'] } });
}

function get(id: string, as: string): Promise<Response> {
  const request = new Request(`http://localhost:8080/api/v1/definitions/${id}/export?as=${as}`, { headers: { host: 'localhost:8080' } });
  return GET(request, { params: Promise.resolve({ id }) });
}

async function archive(response: Response): Promise<Map<string, string>> {
  expect(response.headers.get('content-type')).toBe('application/zip');
  const entries = await readZip(new Uint8Array(await response.arrayBuffer()));
  return new Map(entries.map(({ path, bytes: content }) => [path, new TextDecoder().decode(content)]));
}

describe('GET /definitions/{id}/export', () => {
  it('gives the folder as it is', async () => {
    const { id } = await make();
    const response = await get(id, 'folder');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="ee_one.zip"');
    expect(Object.fromEntries(await archive(response))).toEqual({ 'ee_one/execution-environment.yml': TEXT, 'ee_one/requirements.txt': 'six\n' });
  });

  it('gives a playbook with the destination and no secret', async () => {
    const files = await archive(await get((await make()).id, 'ee-utilities'));
    expect([...files.keys()]).toEqual(['ee_one/build_ee.yml', 'ee_one/ee_vars.yml', 'ee_one/requirements.txt']);
    expect(files.get('ee_one/ee_vars.yml')).toContain("ee_registry_dest: quay.io/team\n");
    expect(files.get('ee_one/ee_vars.yml')).toContain("tag: '1.0'");
  });

  it('gives a build context, and says where the scripts are before the first build', async () => {
    const files = await archive(await get((await make()).id, 'containerfile'));
    expect([...files.keys()]).toEqual(['context/Containerfile', 'context/_build/requirements.txt', 'README.txt']);
    expect(files.get('README.txt')).toContain('ansible-builder create');
  });

  it('refuses a definition that cannot be built, and one that is not there', async () => {
    const { id } = await make('version: 3\nimages: []\n');
    const refused = await get(id, 'containerfile');
    expect(refused.status).toBe(422);
    expect(Problem.parse(await refused.json())).toMatchObject({ code: 'invalid_definition', detail: expect.stringContaining('line 2') as string });
    expect((await get('nobody00', 'folder')).status).toBe(404);
    expect((await get(id, 'pdf')).status).toBe(400);
    await expect(exportDefinitionFiles({ kind: 'worker', id: 'w' }, id, { as: 'folder' })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
