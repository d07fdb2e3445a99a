import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LogLines } from '#lib/contract/logs.ts';
import { createApi, type Api } from '#scripts/api-client.ts';
import { FakeWorker } from '#scripts/bench/fake-worker.ts';
import { cancelSeededBuild, logLine, seedRunningBuild, type SeededBuild } from '#scripts/bench/seed-build.ts';
import type { OwnServer } from './own-server.ts';
import { say } from './report.ts';
import { growthWhile } from './rss-watch.ts';

const BATCH_LINES = 20_000;
const JUMPS = 60;
const PACK_MS = 120_000;

/** Row 6: a long log stored, packed, read again and jumped in. @returns its build, for a browser to look at. */
export async function benchStore(server: OwnServer, lines: number): Promise<SeededBuild> {
  const api = createApi(server.url);
  const worker = await FakeWorker.connect({ url: server.url, token: server.token, name: 'bench-store' });
  try {
    await warmUp(api, worker, server);
    const build = await seedRunningBuild({ api, worker, name: 'bench-store', lineCount: 0 });
    const batches = makeBatches(lines);
    const bytes = batches.reduce((sum, batch) => sum + batch.length, 0);
    const hash = batches.reduce((digest, batch) => digest.update(batch), createHash('sha256')).digest('hex');
    console.log(`${lines.toLocaleString()} lines, ${(bytes / 1e6).toFixed(0)} MB`);
    const stored = await growthWhile(server.rss, () => storeAll(worker, build, batches));
    say('stored', `${(stored.result / 1000).toFixed(1)} s`, stored.result <= 20_000, '≤ 20 s');
    say('server memory while storing', `+ ${stored.growthMb.toFixed(0)} MB over ${stored.beforeMb.toFixed(0)} MB`, stored.growthMb <= 64, '≤ 64 MB');
    await jump(server, build, lines, 'while it runs');
    const packed = await growthWhile(server.rss, () => pack(server, worker, build));
    console.log(`sealed and packed in ${(packed.result / 1000).toFixed(1)} s, server memory + ${packed.growthMb.toFixed(0)} MB`);
    await jump(server, build, lines, 'packed');
    const response = await fetch(logUrl(server, build));
    const again = createHash('sha256');
    for await (const part of response.body ?? []) again.update(part);
    say('read again', again.digest('hex') === hash ? 'the same SHA-256' : 'another SHA-256', true, 'the same');
    await search(server, build);
    return { ...build, lineCount: lines + 20 };
  } finally {
    worker.close();
  }
}

function logUrl({ url }: OwnServer, { id }: SeededBuild): string {
  return `${url}/api/v1/builds/${id}/attempts/1/log/build`;
}

async function warmUp(api: Api, worker: FakeWorker, server: OwnServer): Promise<void> {
  const build = await seedRunningBuild({ api, worker, name: 'bench-warm-up', lineCount: 20_000 });
  await jump(server, build, 20_000, null);
  await pack(server, worker, build);
  await (await fetch(logUrl(server, build))).text();
}

function makeBatches(lines: number): Buffer[] {
  const startedAt = Date.now();
  return Array.from({ length: Math.ceil(lines / BATCH_LINES) }, (_, batch) => {
    const from = batch * BATCH_LINES;
    return Buffer.from(Array.from({ length: Math.min(BATCH_LINES, lines - from) }, (_line, index) => logLine(from + index, startedAt + from + index)).join(''));
  });
}

async function storeAll(worker: FakeWorker, { job }: SeededBuild, batches: readonly Buffer[]): Promise<number> {
  const began = performance.now();
  let heartbeatAt = began;
  for (const batch of batches) {
    await worker.write(job.lease, 'build', batch);
    if (performance.now() - heartbeatAt < 10_000) continue;
    heartbeatAt = performance.now();
    await worker.ask('heartbeat', { leases: [job.lease], usage: null });
  }
  return performance.now() - began;
}

/** Seals the log and waits until the server has packed it. */
async function pack(server: OwnServer, worker: FakeWorker, build: SeededBuild): Promise<number> {
  const began = performance.now();
  await cancelSeededBuild(worker, build);
  const deadline = Date.now() + PACK_MS;
  while (!(await server.isPacked())) {
    if (Date.now() > deadline) throw new Error('The log was not packed.');
    await sleep(200);
  }
  return performance.now() - began;
}

async function jump(server: OwnServer, build: SeededBuild, lines: number, when: string | null): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < JUMPS; round += 1) {
    const from = Math.floor((((round * 0.618_034) % 1) * (lines - 500)) || 0);
    const began = performance.now();
    const page = LogLines.parse(await (await fetch(`${logUrl(server, build)}/lines?from=${String(from)}&count=500`)).json());
    times.push(performance.now() - began);
    if (page.from !== from || page.lines.length !== 500) throw new Error(`Line ${String(from)} was not there.`);
  }
  if (when === null) return;
  const [first = 0, ...later] = times;
  const worst = Math.max(...later);
  say(`jump to a line, ${when}`, `first ${first.toFixed(0)} ms, then worst ${worst.toFixed(0)} ms of ${String(later.length)}`, worst <= 200, '≤ 200 ms');
}

async function search(server: OwnServer, build: SeededBuild): Promise<void> {
  for (const [what, query] of [['text', 'q=wheel%20999'], ['expression', 'q=module_%5Cd%2B5%5C.c&regex=1'], ['errors', 'q=is%3Aerror']] as const) {
    const { result, growthMb } = await growthWhile(server.rss, async () => {
      const began = performance.now();
      const text = await (await fetch(`${server.url}/api/v1/builds/${build.id}/attempts/1/search?${query}`)).text();
      return { ms: performance.now() - began, end: text.trimEnd().split('\n').at(-1) ?? '' };
    });
    say(`search for ${what}`, `${(result.ms / 1000).toFixed(2)} s (${result.end}), server memory + ${growthMb.toFixed(0)} MB`, result.ms <= 2000, '≤ 2 s');
  }
}
