import { describe, expect, test } from 'vitest';

import { Downloads } from '#lib/contract/inventory.ts';
import { DownloadRecord } from '#worker/egress/downloads.ts';

describe('DownloadRecord', () => {
  test('sums requests and bytes by host and port, and keeps each plain URL once', () => {
    const record = new DownloadRecord('build');
    const target = { host: 'mirror.example', port: 80 };
    const url = new URL('http://user:pw@mirror.example/dists/x?token=secret#part');
    record.request(target, url)(10);
    const count = record.request(target, url);
    count(5);
    count(7);
    expect(record.list()).toEqual([{ phase: 'build', host: 'mirror.example', port: 80, requests: 2, bytes: 22, urls: ['http://mirror.example/dists/x'], refused: null }]);
  });

  test('keeps refusals apart from what was reached', () => {
    const record = new DownloadRecord('fetch');
    record.refusal({ host: 'a', port: 1 }, 'why');
    record.request({ host: 'a', port: 1 });
    expect(record.list().map(({ refused, requests }) => [refused, requests])).toEqual([['why', 1], [null, 1]]);
  });

  test('stays bounded and valid however many hosts and URLs a build invents', () => {
    const record = new DownloadRecord('build');
    for (let index = 0; index < 5000; index += 1) {
      record.refusal({ host: `${'x'.repeat(400)}${index}`, port: 1 }, 'y'.repeat(1000));
      record.request({ host: 'one.example', port: 80 }, new URL(`http://one.example/${index}/${'z'.repeat(3000)}`))(1);
    }
    const list = record.list();
    expect(list.length).toBeLessThanOrEqual(301);
    expect(list.reduce((sum, { requests }) => sum + requests, 0)).toBe(10_000);
    expect(Downloads.safeParse(list).success).toBe(true);
  });
});
