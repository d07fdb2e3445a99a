import { describe, expect, it } from 'vitest';
import { OutboundRefusedError, UpstreamFailedError } from '#lib/server/errors.ts';
import { AnswerCache } from '#lib/server/lookup/answer-cache.ts';

const MINUTE = 60_000;

function cacheAt(start: number, maxBytes?: number) {
  const clock = { now: start };
  const cache = new AnswerCache({ now: () => clock.now, ...(maxBytes === undefined ? {} : { maxBytes }) });
  let asked = 0;
  const get = (key: string, answer: () => unknown) =>
    cache.get(key, 'versions', () => {
      asked += 1;
      return Promise.resolve(answer());
    });
  return { clock, cache, get, asked: () => asked };
}

const fails = (error: Error) => () => {
  throw error;
};

describe('AnswerCache', () => {
  it('asks again when an answer is no longer fresh; sooner for what was not there', async () => {
    const { clock, get, asked } = cacheAt(0);
    await get('there', () => ['1.0']);
    await get('missing', () => null);
    clock.now = 6 * MINUTE;
    expect(await get('there', () => ['2.0'])).toMatchObject({ state: 'ok', value: ['1.0'], asOf: new Date(0) });
    expect(await get('missing', () => ['1.0'])).toMatchObject({ state: 'ok', asOf: new Date(6 * MINUTE) });
    clock.now = 31 * MINUTE;
    expect(await get('there', () => ['2.0'])).toMatchObject({ value: ['2.0'] });
    expect(asked()).toBe(4);
  });

  it('repeats an old answer while a server is away, with its date, and asks again soon', async () => {
    const { clock, get } = cacheAt(0);
    await get('there', () => ['1.0']);
    clock.now = 40 * MINUTE;
    expect(await get('there', fails(new UpstreamFailedError('away')))).toEqual({ state: 'offline', message: 'away', asOf: new Date(0), value: ['1.0'] });
    clock.now = 41 * MINUTE;
    expect(await get('there', () => ['2.0'])).toMatchObject({ state: 'ok', value: ['2.0'] });
    clock.now = 41 * MINUTE + 8 * 24 * 60 * MINUTE;
    expect(await get('there', fails(new UpstreamFailedError('away')))).toEqual({ state: 'offline', message: 'away', asOf: null, value: null });
  });

  it('tells a refusal from a failure, and an error of its own from both', async () => {
    const { get } = cacheAt(0);
    expect(await get('refused', fails(new OutboundRefusedError('no')))).toMatchObject({ state: 'refused' });
    await expect(get('bug', fails(new TypeError('bug')))).rejects.toThrow('bug');
    expect(await get('bug', () => ['1.0'])).toMatchObject({ state: 'ok' });
  });

  it('drops what was used least recently when it is full', async () => {
    const { get, asked } = cacheAt(0, 1000);
    const big = () => 'x'.repeat(400);
    await get('one', big);
    await get('two', big);
    await get('one', big);
    await get('three', big);
    expect(asked()).toBe(3);
    await get('one', big);
    expect(asked()).toBe(3);
    await get('two', big);
    expect(asked()).toBe(4);
  });
});
