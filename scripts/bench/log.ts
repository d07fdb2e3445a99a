import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { Definition } from '#lib/contract/definitions.ts';
import { createApi } from '#scripts/api-client.ts';
import { launchChromium } from '#scripts/chromium.ts';
import { readConfig } from '#scripts/config.ts';
import { readToken } from '#scripts/secrets.ts';
import { dashboardUrl } from '#scripts/up/server.ts';
import { FakeWorker } from './fake-worker.ts';
import { cancelSeededBuild, seedRunningBuild } from './seed-build.ts';

const MAX_FRAME_MS = 50;
const MAX_HEAP_MB = 150;
const WHEEL_PX = 4000;
const OPEN_MS = 120_000;

interface LogFigures {
  openMs: number;
  frames: number;
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
  wheelMs: number;
  heapMb: number;
}

/** A log in Chromium, scrolled from end to end with the wheel: frame times and heap, against what must be reached. */
export async function benchLog(args: string[]): Promise<void> {
  const config = readConfig();
  const { values } = parseArgs({ args, options: { lines: { type: 'string', default: '100000' }, url: { type: 'string', default: dashboardUrl(config) } } });
  const lines = Number(values.lines);
  const name = `bench-log-${Date.now().toString(36)}`;
  const api = createApi(values.url);
  const worker = await FakeWorker.connect({ url: values.url, token: await readToken(config.dataDir, 'worker'), name });
  try {
    const began = performance.now();
    const build = await seedRunningBuild({ api, worker, name, lineCount: lines });
    await cancelSeededBuild(worker, build);
    await api.call(`/definitions/${build.job.definition.id}`, { method: 'PATCH', body: { isArchived: true }, schema: Definition });
    console.log(`${String(build.lineCount)} lines stored in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    report(await measureLog({ url: `${values.url}/builds/${build.id}#L1`, lineCount: build.lineCount }));
  } finally {
    worker.close();
  }
}

function report(figures: LogFigures): void {
  console.log(`open to last line  ${(figures.openMs / 1000).toFixed(2)} s`);
  console.log(`wheel end to end   ${(figures.wheelMs / 1000).toFixed(1)} s, ${String(figures.frames)} frames`);
  console.log(`frame              p50 ${figures.p50Ms.toFixed(1)} ms, p99 ${figures.p99Ms.toFixed(1)} ms (at most ${String(MAX_FRAME_MS)}), worst ${figures.worstMs.toFixed(1)} ms`);
  console.log(`JS heap, highest   ${figures.heapMb.toFixed(1)} MB (at most ${String(MAX_HEAP_MB)})`);
  if (figures.p99Ms > MAX_FRAME_MS || figures.heapMb > MAX_HEAP_MB) process.exitCode = 1;
}

/** Opens a build page whose log is long and scrolls it from end to end. */
async function measureLog({ url, lineCount }: { url: string; lineCount: number }): Promise<LogFigures> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const began = performance.now();
    await page.goto(url);
    const scroller = page.locator('[data-log-scroller]');
    await page.waitForFunction((count) => document.querySelector('[data-log-lines]')?.getAttribute('data-log-lines') === String(count), lineCount, { timeout: OPEN_MS });
    const openMs = performance.now() - began;
    await scroller.evaluate((element) => {
      element.scrollTop = 0;
    });
    const rows = await scroller.evaluate((element) => element.scrollHeight / 22);
    if (rows < lineCount) throw new Error(`Only ${String(Math.round(rows))} of ${String(lineCount)} lines can be scrolled to: something is folded.`);
    await scroller.hover();
    await startFrames(page);
    const heapMb = await wheelToEnd(page, session);
    return { openMs, heapMb, ...(await readFrames(page)) };
  } finally {
    await browser.close();
  }
}

/** @returns the highest JS heap seen on the way. */
async function wheelToEnd(page: Page, session: CDPSession): Promise<number> {
  let highest = 0;
  for (let step = 0; ; step += 1) {
    await page.mouse.wheel(0, WHEEL_PX);
    if (step % 20 !== 0) continue;
    highest = Math.max(highest, await heapMb(session));
    const isAtEnd = await page.evaluate(() => {
      const scroller = document.querySelector('[data-log-scroller]');
      return scroller !== null && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    });
    if (isAtEnd) return highest;
  }
}

async function heapMb(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find((metric) => metric.name === 'JSHeapUsedSize')?.value ?? 0) / 1e6;
}

async function startFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: number[] = [];
    (globalThis as unknown as { benchFrames: number[] }).benchFrames = frames;
    const note = (at: number): void => {
      frames.push(at);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
}

async function readFrames(page: Page): Promise<Omit<LogFigures, 'openMs' | 'heapMb'>> {
  const at = await page.evaluate(() => (globalThis as unknown as { benchFrames: number[] }).benchFrames);
  const lengths = at.slice(1).map((time, index) => time - (at[index] ?? time)).sort((a, b) => a - b);
  const quantile = (share: number): number => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))] ?? Number.NaN;
  return { frames: lengths.length, p50Ms: quantile(0.5), p99Ms: quantile(0.99), worstMs: quantile(1), wheelMs: (at.at(-1) ?? 0) - (at[0] ?? 0) };
}
