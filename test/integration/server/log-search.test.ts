import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogSearchQuery } from '#lib/contract/logs.ts';
import type { LogSearchEvent } from '#lib/contract/logs.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { appendLog } from '#lib/server/logs/append.ts';
import { searchBuild } from '#lib/server/logs/search.ts';
import { startSearchers } from '#lib/server/logs/searchers.ts';
import { updateSteps } from '#lib/server/phases/update-steps.ts';
import { useInstance } from '#test/support/instance.ts';
import { leaseBuild, makeBuild, makeWorker } from '#test/support/server-entities.ts';

useInstance();

let stop: () => Promise<void> = () => Promise.resolve();
beforeEach(() => {
  stop = startSearchers({ stuckMs: 5_000 });
});
afterEach(() => stop());

type Found = { matches: [string, number, number][]; end: string };

async function find(buildId: string, query: Record<string, string>, signal = new AbortController().signal): Promise<Found> {
  const events = await searchBuild(OPERATOR, buildId, { attempt: 1, query: LogSearchQuery.parse(query), signal });
  const found: Found = { matches: [], end: '' };
  for await (const event of events as AsyncIterable<LogSearchEvent>) {
    if ('end' in event) found.end = event.end;
    else found.matches.push(...event.matches.map(([line, count]): [string, number, number] => [event.phase, line, count]));
  }
  return found;
}

const stamp = '2026-11-25T10:00:00.000Z';

async function makeLog(lines: string[]): Promise<{ buildId: string; more: (text: string) => Promise<unknown> }> {
  await makeBuild();
  const worker = await makeWorker();
  const { lease, buildId } = await leaseBuild(worker);
  await appendLog(worker, { lease, phase: 'context', offset: 0, bytes: Buffer.from(`${stamp} context needle\n`) });
  let offset = 0;
  const more = async (text: string): Promise<void> => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 60_000) await appendLog(worker, { lease, phase: 'build', offset: offset + at, bytes: bytes.subarray(at, at + 60_000) });
    offset += bytes.length;
  };
  await more(lines.map((line) => `${stamp} ${line}\n`).join(''));
  const step = (ordinal: number, stageName: string, logLine: number) => ({ ordinal, stage: 1, stageCount: 2, stageName, position: ordinal, count: 2, text: `RUN part ${String(ordinal)}`, status: 'succeeded' as const, cached: false, startedAt: null, finishedAt: null, logLine });
  await updateSteps(worker, { lease, phase: 'build', steps: [step(1, 'galaxy', 1), step(2, 'final', 3)] });
  return { buildId, more };
}

describe('searchBuild', () => {
  it('finds text, expressions, errors and steps in all phases, with their lines', async () => {
    const { buildId } = await makeLog(['a needle and a NEEDLE', 'nothing', 'ERROR: needle was not found', 'wheel 12']);
    expect(await find(buildId, { q: 'needle' })).toEqual({ matches: [['context', 0, 1], ['build', 0, 2], ['build', 2, 1]], end: 'done' });
    expect((await find(buildId, { q: 'needle', case: '1' })).matches).toEqual([['context', 0, 1], ['build', 0, 1], ['build', 2, 1]]);
    expect((await find(buildId, { q: 'wheel \\d+', regex: '1' })).matches).toEqual([['build', 3, 1]]);
    expect((await find(buildId, { q: 'is:error' })).matches).toEqual([['build', 2, 1]]);
    expect((await find(buildId, { q: 'step:galaxy needle' })).matches).toEqual([['build', 0, 2]]);
    expect((await find(buildId, { q: 'step:final' })).matches).toEqual([['build', 2, 1], ['build', 3, 1]]);
    expect((await find(buildId, { q: 'step:context needle' })).matches).toEqual([['context', 0, 1]]);
    await expect(find(buildId, { q: '(', regex: '1' })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('goes on after the lines that were searched before', async () => {
    const { buildId, more } = await makeLog(['needle 1', 'needle 2']);
    await more(`${stamp} needle 3\n`);
    expect((await find(buildId, { q: 'needle', after: 'context:1,build:2' })).matches).toEqual([['build', 2, 1]]);
  });

  it('ends an expression that would never end, and searches on after it', async () => {
    const { buildId } = await makeLog([`${'a'.repeat(60)}!`]);
    expect((await find(buildId, { q: '^(a+)+$', regex: '1' })).end).toBe('too-slow');
    expect((await find(buildId, { q: 'aaa' })).end).toBe('done');
  });

  it('stops at 100,000 matches', async () => {
    const { buildId } = await makeLog(Array.from({ length: 700 }, () => 'x'.repeat(300)));
    const { matches, end } = await find(buildId, { q: 'x' });
    expect(end).toBe('full');
    expect(matches.reduce((sum, [, , count]) => sum + count, 0)).toBeLessThanOrEqual(100_200);
  });

  it('stops for a caller who went away, and serves more callers than it has threads', async () => {
    const { buildId } = await makeLog(Array.from({ length: 5000 }, (_, line) => `needle ${String(line)}`));
    const gone = new AbortController();
    gone.abort();
    expect((await find(buildId, { q: 'needle' }, gone.signal)).matches.length).toBeLessThan(5000);
    const all = await Promise.all(Array.from({ length: 6 }, () => find(buildId, { q: 'needle' })));
    for (const { matches, end } of all) expect([matches.length, end]).toEqual([5001, 'done']);
  });
});
