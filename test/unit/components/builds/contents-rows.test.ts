import { describe, expect, it } from 'vitest';
import { filterContents, listContents } from '#components/builds/contents-rows.ts';
import { Inventory } from '#lib/contract/inventory.ts';

const inventory = Inventory.parse({
  os: null,
  architecture: 'amd64',
  ansibleCore: null,
  ansibleRunner: null,
  python: { version: '3.13', packages: [{ name: 'six', version: '1.17' }, { name: 'boto3', version: '1.34' }] },
  collections: [{ name: 'amazon.aws', version: '10.1.2' }],
  system: { manager: 'dpkg', packages: [{ name: 'bash', version: '5.2', sizeBytes: 7 }] },
  config: { labels: {}, env: [], user: '', workdir: '', entrypoint: [], cmd: [] },
  layers: [],
  sizeBytes: 0,
});

describe('listContents', () => {
  it('lists content, Python and system in this order, each by name', () => {
    expect(listContents(inventory).map(({ kind, name, sizeBytes }) => [kind, name, sizeBytes])).toEqual([
      ['collection', 'amazon.aws', null],
      ['python', 'boto3', null],
      ['python', 'six', null],
      ['system', 'bash', 7],
    ]);
  });
});

describe('filterContents', () => {
  it('looks at names and versions, within one kind if asked', () => {
    const rows = listContents(inventory);
    expect(filterContents(rows, { q: ' BOTO ', kind: null }).map(({ name }) => name)).toEqual(['boto3']);
    expect(filterContents(rows, { q: '5.2', kind: null }).map(({ name }) => name)).toEqual(['bash']);
    expect(filterContents(rows, { q: '', kind: 'python' })).toHaveLength(2);
    expect(filterContents(rows, { q: 'bash', kind: 'python' })).toEqual([]);
  });
});
