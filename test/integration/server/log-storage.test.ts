import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import { MAX_CHUNK_BYTES } from '#lib/contract/worker-protocol.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import { OPERATOR, SYSTEM } from '#lib/server/authorization/can.ts';
import { getBuild } from '#lib/server/builds/get.ts';
import { getConfig, loadConfig, setConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { completeAttempt } from '#lib/server/jobs/complete.ts';
import { appendLog } from '#lib/server/logs/append.ts';
import { logFiles } from '#lib/server/logs/file.ts';
import { getLog } from '#lib/server/logs/get.ts';
import { lineCountOf, offsetOfLine, readLines } from '#lib/server/logs/lines.ts';
import { packLogs } from '#lib/server/logs/pack-all.ts';
import { PACK_STEPS } from '#lib/server/logs/pack.ts';
import { removeOldLogs } from '#lib/server/logs/remove-old.ts';
import { sealLog } from '#lib/server/logs/seal.ts';
import { openLogSource } from '#lib/server/logs/source.ts';
import type { LogSource } from '#lib/server/logs/source.ts';
import { sweepLogs } from '#lib/server/logs/sweep.ts';
import { useInstance } from '#test/support/instance.ts';
import { RandomSource } from '#test/support/random.ts';
import { randomLog } from '#test/support/random-log.ts';
import { leaseBuild, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

const instance = useInstance();

type Stored = { worker: Actor; job: BuildJob; attemptId: string; bytes: Buffer };

async function store(bytes: Buffer, definitionId?: string): Promise<Stored> {
  await makeBuild(definitionId);
  const worker = await makeWorker();
  const job = await leaseBuild(worker);
  for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES) await appendLog(worker, { lease: job.lease, phase: 'build', offset: at, bytes: new Uint8Array(bytes.subarray(at, at + MAX_CHUNK_BYTES)) });
  const attempt = await getDb().attempt.findFirstOrThrow({ where: { jobId: job.lease.jobId } });
  return { worker, job, attemptId: attempt.id, bytes };
}

async function seal({ worker, job, bytes }: Stored): Promise<void> {
  await sealLog(worker, { lease: job.lease, phase: 'build', length: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
}

async function end({ worker, job }: Stored): Promise<void> {
  await completeAttempt(worker, { lease: job.lease, reason: { kind: 'cancelled', by: '' }, movedTags: [], notes: [] });
}

async function openLog(buildId: string): Promise<{ source: LogSource; isOver: boolean }> {
  const { files, isPacked, isOver } = await getLog(OPERATOR, buildId, { attempt: 1, phase: 'build' });
  return { source: await openLogSource(files, isPacked), isOver };
}

async function bytesOf(source: LogSource, start = 0, stop = source.bytes): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source.read(start, stop)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function readWhole(buildId: string): Promise<Buffer> {
  const { source } = await openLog(buildId);
  const bytes = await bytesOf(source);
  await source.close();
  return bytes;
}

function filesOf(attemptId: string): Promise<string[]> {
  return readdir(path.join(instance.dataDir, 'logs', attemptId)).then((names) => names.sort());
}

/** Every way to read gives what the bytes say. */
async function checkReading(buildId: string, bytes: Buffer, random: RandomSource): Promise<void> {
  const lines = bytes.toString().split('\n').slice(0, -1);
  const { source, isOver } = await openLog(buildId);
  expect(lineCountOf(source, isOver)).toBe(lines.length);
  for (let round = 0; round < 30; round += 1) {
    const start = random.below(bytes.length);
    const stop = Math.min(bytes.length, start + random.below(700_000));
    expect((await bytesOf(source, start, stop)).equals(bytes.subarray(start, stop))).toBe(true);
    const from = random.below(lines.length);
    const page = await readLines(source, { from, count: 20, lineBytes: 4096 }, isOver);
    expect([page.from, page.total]).toEqual([from, lines.length]);
    expect(page.lines.length).toBeGreaterThan(0);
    for (const [index, text] of page.lines.entries()) {
      const hidden = page.cut.find(([at]) => at === index)?.[1] ?? 0;
      const whole = lines[from + index] ?? '';
      expect(hidden).toBe(Math.max(0, Buffer.byteLength(whole) - 4096));
      expect(whole.startsWith(text)).toBe(true);
      if (hidden === 0) expect(text).toBe(whole);
    }
    expect(await offsetOfLine(source, from)).toBe(Buffer.byteLength(lines.slice(0, from).map((line) => `${line}\n`).join('')));
  }
  const tail = await readLines(source, { from: -3, count: 10, lineBytes: 100 }, isOver);
  expect([tail.from, tail.lines.length, tail.head]).toEqual([lines.length - 3, 3, bytes.length]);
  expect((await readLines(source, { from: lines.length + 5, count: 10, lineBytes: 100 }, isOver)).lines).toEqual([]);
  await source.close();
}

describe('a log that was sealed', () => {
  it('is sealed for a worker that asks again after it was packed, and no other log is taken for it', async () => {
    const stored = await store(Buffer.from('2026-11-25T12:00:00.000Z one\n2026-11-25T12:00:01.000Z two\n'));
    await seal(stored);
    await packLogs(SYSTEM);
    await seal(stored);
    expect(await readWhole(stored.job.buildId)).toEqual(stored.bytes);
    expect(await filesOf(stored.attemptId)).not.toContain('build.log');
    await expect(seal({ ...stored, bytes: Buffer.from('another') })).rejects.toThrow("The stored log is not the worker's.");
  });
});

describe('reading a log', () => {
  it('gives the same bytes and lines while it runs and when it is packed', async () => {
    const random = new RandomSource();
    console.log(`seed ${random.seed}`);
    const stored = await store(randomLog(random, 1_500_000));
    await checkReading(stored.job.buildId, stored.bytes, random);
    await seal(stored);
    expect(await packLogs(SYSTEM)).toBe(1);
    expect(await filesOf(stored.attemptId)).toEqual(['build.log.gz', 'build.log.idx']);
    await checkReading(stored.job.buildId, stored.bytes, random);
    const { packed } = logFiles(stored.attemptId, 'build');
    expect(gunzipSync(await readFile(packed)).equals(stored.bytes)).toBe(true);
    const build = await getBuild(OPERATOR, stored.job.buildId);
    expect(build.attempts[0]?.phases[0]).toMatchObject({ logBytes: stored.bytes.length, logLines: stored.bytes.toString().split('\n').length - 1 });
  });

  it('tells an unfinished line only when nothing will follow', async () => {
    const stored = await store(Buffer.from('2026-11-25T10:00:00.000Z one\n2026-11-25T10:00:00.000Z tw'));
    const running = await openLog(stored.job.buildId);
    expect(await readLines(running.source, { from: 0, count: 10, lineBytes: 4096 }, running.isOver)).toMatchObject({ lines: ['2026-11-25T10:00:00.000Z one'], total: 1, head: 29, isOver: false });
    await running.source.close();
    await seal(stored);
    await packLogs(SYSTEM);
    const over = await openLog(stored.job.buildId);
    expect(await readLines(over.source, { from: 1, count: 10, lineBytes: 4096 }, over.isOver)).toMatchObject({ lines: ['2026-11-25T10:00:00.000Z tw'], total: 2, isOver: true });
    await over.source.close();
  });

  it('goes on where a log was opened before it was packed', async () => {
    const stored = await store(randomLog(new RandomSource(), 600_000));
    const { source } = await openLog(stored.job.buildId);
    await seal(stored);
    await packLogs(SYSTEM);
    expect((await bytesOf(source)).equals(stored.bytes)).toBe(true);
    await source.close();
    const late = await openLogSource(logFiles(stored.attemptId, 'build'), false);
    expect((await bytesOf(late)).equals(stored.bytes)).toBe(true);
    await late.close();
  });
});

describe('packLogs', () => {
  it.each(PACK_STEPS)('leaves a log readable and makes one copy of it when it is interrupted after: %s', async (last) => {
    const stored = await store(randomLog(new RandomSource(), 600_000));
    await seal(stored);
    await packLogs(SYSTEM, {
      onStep: (step) => {
        if (step === last) throw new Error('The power went.');
      },
    });
    expect((await readWhole(stored.job.buildId)).equals(stored.bytes)).toBe(true);
    await sweepLogs(SYSTEM);
    expect((await readWhole(stored.job.buildId)).equals(stored.bytes)).toBe(true);
    await packLogs(SYSTEM);
    expect((await readWhole(stored.job.buildId)).equals(stored.bytes)).toBe(true);
    expect(await filesOf(stored.attemptId)).toEqual(['build.log.gz', 'build.log.idx']);
  });

  it('leaves a log as it is that is not what was sealed', async () => {
    const stored = await store(Buffer.from('one\n'));
    await seal(stored);
    await writeFile(logFiles(stored.attemptId, 'build').plain, 'one\ntwo\n');
    expect(await packLogs(SYSTEM)).toBe(0);
    expect((await readWhole(stored.job.buildId)).toString()).toBe('one\ntwo\n');
  });

  it('packs an empty log, and none that still grows', async () => {
    const stored = await store(Buffer.alloc(0));
    await seal(stored);
    await appendLog(stored.worker, { lease: stored.job.lease, phase: 'inspect', offset: 0, bytes: Buffer.from('running\n') });
    expect(await packLogs(SYSTEM)).toBe(1);
    expect(await filesOf(stored.attemptId)).toEqual(['build.log.gz', 'build.log.idx', 'inspect.log']);
    expect(await readWhole(stored.job.buildId)).toHaveLength(0);
  });
});

describe('removeOldLogs', () => {
  function keep(settings: Record<string, string>): void {
    setConfig(loadConfig({ EEF_LOG_LEVEL: 'error', EEF_DATA_DIR: getConfig().dataDir, EEF_KEEP_LOGS_SUCCESSES: '0', ...settings }));
  }

  it('removes the oldest of a definition, says so, and never those of a build that runs', async () => {
    const { id } = await makeDefinition();
    const old = await store(Buffer.from('old\n'), id);
    await seal(old);
    await end(old);
    const newer = await store(Buffer.from('newer\n'), id);
    await end(newer);
    const running = await store(Buffer.from('running\n'), id);
    keep({ EEF_KEEP_LOGS_COUNT: '1', EEF_KEEP_LOGS_GB: '0.01' });
    expect(await removeOldLogs(SYSTEM)).toBe(1);
    expect(await removeOldLogs(SYSTEM)).toBe(0);
    expect((await readdir(path.join(instance.dataDir, 'logs'))).sort()).toEqual([newer.attemptId, running.attemptId].sort());
    await expect(getLog(OPERATOR, old.job.buildId, { attempt: 1, phase: 'build' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await getBuild(OPERATOR, old.job.buildId)).attempts[0]?.phases[0]?.logRemovedAt).not.toBeNull();
    expect(await getDb().auditEvent.findMany({ where: { action: 'log.remove' } })).toMatchObject([{ targetType: 'build', targetId: old.job.buildId, detail: JSON.stringify({ because: 'count', bytes: 4 }) }]);
    expect((await readWhole(running.job.buildId)).toString()).toBe('running\n');
  });

  it('goes by age on the clock that it is given', async () => {
    const stored = await store(Buffer.from('x\n'));
    await end(stored);
    keep({ EEF_KEEP_LOGS_DAYS: '30' });
    const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
    expect(await removeOldLogs(SYSTEM, inDays(29))).toBe(0);
    expect(await removeOldLogs(SYSTEM, inDays(31))).toBe(1);
  });
});

describe('sweepLogs', () => {
  it('removes logs of attempts that nobody knows after a day, and temporary files', async () => {
    const stored = await store(Buffer.from('x\n'));
    const { plain } = logFiles(stored.attemptId, 'build');
    await writeFile(`${plain}.gz.tmp`, 'half');
    const stray = logFiles('nobody0000', 'build').plain;
    await appendLog(stored.worker, { lease: stored.job.lease, phase: 'build', offset: 2, bytes: Buffer.from('y\n') });
    await mkdir(path.dirname(stray));
    await writeFile(stray, 'stray');
    await sweepLogs(SYSTEM);
    expect(await filesOf('nobody0000')).toEqual(['build.log']);
    expect(await filesOf(stored.attemptId)).toEqual(['build.log']);
    await sweepLogs(SYSTEM, Date.now() + 25 * 3_600_000);
    expect(await readdir(path.join(instance.dataDir, 'logs'))).toEqual([stored.attemptId]);
  });
});
