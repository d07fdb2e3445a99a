import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import type { LogBytes } from '#lib/contract/browser-socket.ts';
import type { Lease } from '#lib/contract/worker-protocol.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { getBuild } from '#lib/server/builds/get.ts';
import { getDb } from '#lib/server/db/client.ts';
import { getBus } from '#lib/server/events/bus.ts';
import { appendLog } from '#lib/server/logs/append.ts';
import { sealLog } from '#lib/server/logs/seal.ts';
import { useInstance } from '#test/support/instance.ts';
import { RandomSource } from '#test/support/random.ts';
import { leaseBuild, makeBuild, makeWorker } from '#test/support/server-entities.ts';

const instance = useInstance();

type Leased = { worker: Actor; lease: Lease; buildId: string; file: () => Promise<string> };

async function lease(): Promise<Leased> {
  await makeBuild();
  const worker = await makeWorker();
  const job = await leaseBuild(worker);
  const attempt = await getDb().attempt.findFirstOrThrow();
  return { worker, lease: job.lease, buildId: job.buildId, file: () => readFile(path.join(instance.dataDir, 'logs', attempt.id, 'build.log'), 'utf8') };
}

function append({ worker, lease: held }: Leased, offset: number, text: string): Promise<{ offset: number }> {
  return appendLog(worker, { lease: held, phase: 'build', offset, bytes: Buffer.from(text) });
}

describe('appendLog', () => {
  it('appends at exactly the offset, skips what it has and answers a gap with its own offset', async () => {
    const leased = await lease();
    expect(await append(leased, 0, 'hello ')).toEqual({ offset: 6 });
    expect(await append(leased, 0, 'hello ')).toEqual({ offset: 6 });
    expect(await append(leased, 3, 'lo wor')).toEqual({ offset: 9 });
    expect(await append(leased, 20, 'far away')).toEqual({ offset: 9 });
    expect(await append(leased, 9, 'ld\n')).toEqual({ offset: 12 });
    expect(await leased.file()).toBe('hello world\n');
  });

  it('keeps every byte once when chunks are sent at random, twice and at once', async () => {
    const leased = await lease();
    const random = new RandomSource();
    console.log(`seed ${random.seed}`);
    const text = Array.from({ length: 3000 }, (_, line) => `line ${line} äöü\n`).join('');
    const bytes = Buffer.from(text);
    let acknowledged = 0;
    while (acknowledged < bytes.length) {
      const start = Math.max(0, acknowledged - random.below(500));
      const end = Math.min(bytes.length, start + 1 + random.below(4000));
      const send = () => appendLog(leased.worker, { lease: leased.lease, phase: 'build', offset: start, bytes: bytes.subarray(start, end) });
      const [first, second] = await Promise.all([send(), send()]);
      acknowledged = Math.max(first.offset, second.offset);
    }
    expect(await leased.file()).toBe(text);
  });

  it('goes on after bytes that reached the file, but were never acknowledged', async () => {
    const leased = await lease();
    await append(leased, 0, 'one\n');
    const attempt = await getDb().attempt.findFirstOrThrow();
    await appendFile(path.join(instance.dataDir, 'logs', attempt.id, 'build.log'), 'two\n');
    expect(await append(leased, 4, 'two\nthree\n')).toEqual({ offset: 14 });
    expect(await leased.file()).toBe('one\ntwo\nthree\n');
  });

  it('tells watchers the new bytes with their offset only', async () => {
    const leased = await lease();
    const seen: LogBytes[] = [];
    const remember = (message: LogBytes) => void seen.push(message);
    getBus().on('log', remember);
    await append(leased, 0, 'hello ');
    await append(leased, 0, 'hello world');
    getBus().off('log', remember);
    expect(seen.map(({ offset, bytes, attempt, phase }) => ({ offset, text: Buffer.from(bytes).toString(), attempt, phase }))).toEqual([
      { offset: 0, text: 'hello ', attempt: 1, phase: 'build' },
      { offset: 6, text: 'world', attempt: 1, phase: 'build' },
    ]);
  });
});

describe('sealLog', () => {
  it('takes the right length and hash, and nothing after it', async () => {
    const leased = await lease();
    await append(leased, 0, 'hello\n');
    const sha256 = createHash('sha256').update('hello\nworld\n').digest('hex');
    const seal = { lease: leased.lease, phase: 'build', length: 12, sha256 } as const;
    expect(await sealLog(leased.worker, seal)).toEqual({ offset: 6 });
    await append(leased, 6, 'world\n');
    await expect(sealLog(leased.worker, { ...seal, sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'conflict' });
    expect(await sealLog(leased.worker, seal)).toEqual({ offset: 12 });
    await expect(append(leased, 12, 'more')).rejects.toMatchObject({ code: 'conflict' });
    const { attempts } = await getBuild(OPERATOR, leased.buildId);
    expect(attempts[0]?.phases[0]).toMatchObject({ name: 'build', logBytes: 12, logSealed: true });
  });

  it('seals a log without a line', async () => {
    const leased = await lease();
    const sha256 = createHash('sha256').digest('hex');
    expect(await sealLog(leased.worker, { lease: leased.lease, phase: 'context', length: 0, sha256 })).toEqual({ offset: 0 });
  });
});
