import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApi } from '#scripts/api-client.ts';
import { FakeWorker } from '#scripts/bench/fake-worker.ts';
import { cancelSeededBuild, seedRunningBuild, type SeededBuild } from '#scripts/bench/seed-build.ts';
import type { OwnServer } from './own-server.ts';
import { say } from './report.ts';
import { growthWhile } from './rss-watch.ts';
import { now, type ViewerOrder, type ViewerReport } from './viewer-messages.ts';

const PROCESSES = 2;
const SETTLE_MS = 3000;

interface Load {
  chunkBytes: number;
  perSecond: number;
  seconds: number;
}
interface Figures {
  p50: number;
  p99: number;
  worst: number;
  messages: number;
  gaps: number;
  duplicates: number;
  incomplete: number;
  growthMb: number;
}

/** Row 7: many viewers of one build. */
export async function benchViewers(server: OwnServer, count: number): Promise<void> {
  const figures = await measure(server, { viewers: count, stalled: 0, load: { chunkBytes: 4096, perSecond: 4, seconds: 20 } });
  console.log(`${String(count)} viewers, 4/s x 4 KB for 20 s: ${String(figures.messages)} messages, p50 ${figures.p50.toFixed(0)} ms, worst ${figures.worst.toFixed(0)} ms, server memory + ${figures.growthMb.toFixed(0)} MB`);
  say('worker to viewer, p99', `${figures.p99.toFixed(0)} ms`, figures.p99 <= 1000, '≤ 1 s');
  sayWhole(figures);
}

/** Row 9: viewers that do not read, beside others that do, and the same without them. */
export async function benchStalled(server: OwnServer, stalled: number): Promise<void> {
  const load: Load = { chunkBytes: 64 * 1024, perSecond: 16, seconds: 15 };
  const alone = await measure(server, { viewers: 20, stalled: 0, load });
  const beside = await measure(server, { viewers: 20, stalled, load });
  say(`${String(stalled)} stalled viewers at 1 MB/s`, `server memory + ${beside.growthMb.toFixed(0)} MB (without them + ${alone.growthMb.toFixed(0)} MB)`, beside.growthMb <= 50, '≤ 50 MB');
  say('the 20 others, p99', `${beside.p99.toFixed(0)} ms (without the stalled ${alone.p99.toFixed(0)} ms)`, beside.p99 <= Math.max(1000, 2 * alone.p99), 'unchanged');
  sayWhole(beside);
}

function sayWhole({ gaps, duplicates, incomplete }: Figures): void {
  say('gaps, duplicates, incomplete', `${String(gaps)}, ${String(duplicates)}, ${String(incomplete)}`, gaps + duplicates + incomplete === 0, '0');
}

async function measure(server: OwnServer, { viewers, stalled, load }: { viewers: number; stalled: number; load: Load }): Promise<Figures> {
  const name = `bench-viewers-${Date.now().toString(36)}`;
  const worker = await FakeWorker.connect({ url: server.url, token: server.token, name });
  const children = Array.from({ length: PROCESSES }, () => fork(new URL('viewer-process.ts', import.meta.url)));
  try {
    const build = await seedRunningBuild({ api: createApi(server.url), worker, name, lineCount: 0 });
    const share = (count: number): number => Math.ceil(count / PROCESSES);
    await Promise.all(children.map((child) => ask(child, { kind: 'start', url: server.url, buildId: build.id, viewers: share(viewers), stalled: share(stalled) })));
    const { result: bytes, growthMb } = await growthWhile(server.rss, async () => {
      const sent = await send(worker, build, load);
      await sleep(SETTLE_MS);
      return sent;
    });
    const reports = await Promise.all(children.map((child) => ask(child, { kind: 'stop', bytes })));
    await cancelSeededBuild(worker, build);
    return { ...summarise(reports), growthMb };
  } finally {
    worker.close();
    for (const child of children) child.kill();
  }
}

function ask(child: ChildProcess, order: ViewerOrder): Promise<ViewerReport> {
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as ViewerReport));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`A process of viewers ended with ${String(code)}.`)));
    child.send(order);
  });
}

/** Writes at an even pace; each chunk begins with when it was sent. @returns the bytes written. */
async function send(worker: FakeWorker, { job }: SeededBuild, { chunkBytes, perSecond, seconds }: Load): Promise<number> {
  const began = performance.now();
  let bytes = 0;
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await sleep(Math.max(0, began + (index * 1000) / perSecond - performance.now()));
    const head = `${new Date().toISOString()} sent=${now().toFixed(3)} `;
    await worker.write(job.lease, 'build', `${head}${'x'.repeat(chunkBytes - head.length - 1)}\n`);
    bytes += chunkBytes;
    if (index % (perSecond * 10) === 0) await worker.ask('heartbeat', { leases: [job.lease], usage: null });
  }
  return bytes;
}

function summarise(reports: readonly ViewerReport[]): Omit<Figures, 'growthMb'> {
  const results = reports.filter((report) => report.kind === 'result');
  const delays = results.flatMap(({ delaysMs }) => delaysMs).sort((a, b) => a - b);
  const quantile = (share: number): number => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? Number.NaN;
  const sum = (of: (result: (typeof results)[number]) => number): number => results.reduce((total, result) => total + of(result), 0);
  return { p50: quantile(0.5), p99: quantile(0.99), worst: quantile(1), messages: delays.length, gaps: sum(({ gaps }) => gaps), duplicates: sum(({ duplicates }) => duplicates), incomplete: sum(({ incomplete }) => incomplete) };
}
