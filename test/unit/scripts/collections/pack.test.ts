import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

import tar from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { packCollection, type CollectionFile } from '#scripts/collections/pack.ts';

const MANIFEST = { collection_info: { namespace: 'acme', name: 'tools', version: '1.2.3', dependencies: { 'acme.base': '>=1.0.0' } }, file_manifest_file: {}, format: 1 };

function file(name: string, content: string, isExecutable = false): CollectionFile {
  return { name, isExecutable, content: Buffer.from(content) };
}

const FILES = [
  file('MANIFEST.json', JSON.stringify(MANIFEST)),
  file('FILES.json', '{"files": [{"name": "gone.txt"}]}'),
  file('plugins/modules/run.py', 'print()', true),
  file('README.md', '# tools'),
];

interface Member {
  name: string;
  mode: number | undefined;
  content: string;
}

async function unpack(content: Buffer): Promise<Member[]> {
  const members: Member[] = [];
  const extract = tar.extract();
  extract.end(gunzipSync(content));
  for await (const entry of extract) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    members.push({ name: entry.header.name, mode: entry.header.mode, content: Buffer.concat(chunks).toString() });
  }
  return members;
}

const FileList = z.object({ files: z.array(z.object({ name: z.string(), ftype: z.string(), chksum_sha256: z.string().nullable() })) });

function contentOf(members: readonly Member[], name: string): string {
  const member = members.find((candidate) => candidate.name === name);
  if (member === undefined) throw new Error(`no ${name}`);
  return member.content;
}

describe('packCollection', () => {
  it("names the artifact as Galaxy does", async () => {
    expect((await packCollection(FILES)).fileName).toBe('acme-tools-1.2.3.tar.gz');
  });

  it('gives equal bytes for equal files in another order', async () => {
    expect((await packCollection(FILES)).content.equals((await packCollection([...FILES].reverse())).content)).toBe(true);
  });

  it('lists exactly the files that are there, with their sums', async () => {
    const members = await unpack((await packCollection(FILES)).content);
    const { files } = FileList.parse(JSON.parse(contentOf(members, 'FILES.json')));
    expect(files.map((entry) => entry.name)).toEqual(['.', 'plugins', 'plugins/modules', 'README.md', 'plugins/modules/run.py']);
    const sum = createHash('sha256').update('# tools').digest('hex');
    expect(files.find((entry) => entry.name === 'README.md')?.chksum_sha256).toBe(sum);
  });

  it('ties the manifest to that list and keeps what the collection says of itself', async () => {
    const members = await unpack((await packCollection(FILES)).content);
    const manifest = z.object({ collection_info: z.unknown(), file_manifest_file: z.object({ chksum_sha256: z.string() }) }).parse(JSON.parse(contentOf(members, 'MANIFEST.json')));
    expect(manifest.collection_info).toEqual(MANIFEST.collection_info);
    expect(manifest.file_manifest_file.chksum_sha256).toBe(createHash('sha256').update(contentOf(members, 'FILES.json')).digest('hex'));
  });

  it('keeps programs executable', async () => {
    const members = await unpack((await packCollection(FILES)).content);
    expect(members.find((member) => member.name === 'plugins/modules/run.py')?.mode).toBe(0o755);
    expect(members.find((member) => member.name === 'README.md')?.mode).toBe(0o644);
  });

  it('refuses a collection without a manifest', async () => {
    await expect(packCollection([file('README.md', '')])).rejects.toThrow('MANIFEST.json');
  });
});
