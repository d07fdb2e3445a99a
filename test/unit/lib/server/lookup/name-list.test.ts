import { describe, expect, it } from 'vitest';
import { NameListReader, searchNames } from '#lib/server/lookup/name-list.ts';
import { RandomSource } from '#test/support/random.ts';

const NAMES = ['zebra', 'Boto3', 'boto_extra', 'boto.core', 'azure-mgmt', 'my-boto3'];

function read(text: string, pieceLength = text.length) {
  const reader = new NameListReader();
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += pieceLength) reader.take(bytes.subarray(start, start + pieceLength));
  return reader.finish();
}

const asJson = JSON.stringify({ meta: { 'api-version': '1.0' }, projects: NAMES.map((name) => ({ '_last-serial': 1, name })) });
const asHtml = `\n<!DOCTYPE html><html><body>\n${NAMES.map((name) => `<a href="/simple/${name}/">${name}</a><br>`).join('\n')}</body></html>`;

describe('NameListReader', () => {
  it.each([['JSON', asJson], ['HTML', asHtml]])('reads %s however it is cut into pieces', (_format, text) => {
    const random = new RandomSource();
    for (let round = 0; round < 50; round += 1) {
      const list = read(text, 1 + random.below(40));
      expect(list?.text.split('\n').filter((name) => name !== ''), `seed ${String(random.seed)}`).toEqual(['azure-mgmt', 'boto.core', 'boto_extra', 'Boto3', 'my-boto3', 'zebra']);
    }
  });

  it('is nothing without a name', () => {
    expect(read('<html>Welcome</html>')).toBeNull();
    expect(read('')).toBeNull();
  });
});

describe('searchNames', () => {
  const list = read(asJson) ?? { text: '', starts: new Uint32Array(1) };

  it('compares as PyPI does: prefixes first, then what holds the text', () => {
    expect(searchNames(list, 'BOTO', 10)).toEqual(['boto.core', 'boto_extra', 'Boto3', 'my-boto3']);
    expect(searchNames(list, 'boto_c', 10)).toEqual(['boto.core']);
    expect(searchNames(list, 'boto', 2)).toEqual(['boto.core', 'boto_extra']);
    expect(searchNames(list, 'nothing', 10)).toEqual([]);
    expect(searchNames(list, 'zebra', 10)).toEqual(['zebra']);
  });
});
