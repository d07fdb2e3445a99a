import { describe, expect, it } from 'vitest';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { isZip, readZip } from '#lib/ee/import/zip.ts';

async function zipOf(files: Record<string, string>, mode = 0o100644): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), path, { mode, compress: text.length > 20 });
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream));
}

describe('readZip', () => {
  it('gives packed and stored files with their paths and modes', async () => {
    const bytes = await zipOf({ 'a/b.txt': 'short', 'a/long.txt': 'long '.repeat(1000) }, 0o100755);
    expect(isZip(bytes)).toBe(true);
    const entries = await readZip(bytes);
    expect(entries.map(({ path, bytes: content, isExecutable }) => [path, new TextDecoder().decode(content).length, isExecutable])).toEqual([['a/b.txt', 5, true], ['a/long.txt', 5000, true]]);
  });

  it('refuses what is damaged, leaves its folder, or unpacks to more than it says', async () => {
    await expect(readZip(new Uint8Array([0x50, 0x4b, 3, 4]))).rejects.toThrow('not a zip');
    const bytes = await zipOf({ 'a/xx.txt': 'long '.repeat(1000) });
    const text = new TextDecoder('latin1').decode(bytes);
    const evil = new Uint8Array(bytes);
    for (let place = text.indexOf('a/xx.txt'); place >= 0; place = text.indexOf('a/xx.txt', place + 1)) evil.set(Buffer.from('../x.txt'), place);
    await expect(readZip(evil)).rejects.toThrow('leaves the folder');
    const central = text.indexOf('PK\u0001\u0002');
    const bomb = new Uint8Array(bytes);
    new DataView(bomb.buffer).setUint32(central + 24, 100, true);
    await expect(readZip(bomb)).rejects.toThrow('damaged');
    new DataView(bomb.buffer).setUint32(central + 24, 0x7fffffff, true);
    await expect(readZip(bomb)).rejects.toThrow('64 MB');
    await expect(readZip(bytes.slice(0, bytes.length - 30))).rejects.toThrow('not a zip');
  });
});
