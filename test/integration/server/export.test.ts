import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { GET } from '#app/api/v1/definitions/[id]/export/route.ts';
import { readZip } from '#lib/ee/import/zip.ts';
import { Problem } from '#lib/contract/errors.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { putArtifact } from '#lib/server/artifacts/put.ts';
import { createBlob } from '#lib/server/blobs/create.ts';
import { exportDefinitionFiles } from '#lib/server/definitions/export.ts';
import { useInstance } from '#test/support/instance.ts';
import { leaseBuild, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

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

  it("takes ansible-builder's scripts from the newest context of a build", async () => {
    const { id } = await make();
    await makeBuild(id);
    const worker = await makeWorker();
    const { lease } = await leaseBuild(worker);
    const tar = pack();
    tar.entry({ name: './_build/scripts/assemble', mode: 0o755 }, '#!/bin/bash\n');
    tar.entry({ name: './_build/requirements.txt' }, 'of another definition\n');
    tar.finalize();
    const content = new Uint8Array(await buffer(tar));
    const sha256 = createHash('sha256').update(content).digest('hex');
    await putArtifact(worker, { lease, kind: 'context', mediaType: 'application/x-tar', sha256, size: content.length, offset: 0, bytes: content, isLast: true });
    const files = await archive(await get(id, 'containerfile'));
    expect([...files.keys()]).toEqual(['context/Containerfile', 'context/_build/requirements.txt', 'context/_build/scripts/assemble']);
    expect(files.get('context/_build/requirements.txt')).toBe('six\n');
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
