import type { CDPSession, Page } from 'playwright-core';
import { launchChromium } from '#scripts/chromium.ts';
import { say } from './report.ts';

const MAX_FRAME_MS = 50;
const WHEEL_PX = 4000;
const WHEELS = 400;
const JUMPS = 20;
const WAIT_MS = 120_000;

/** A long log in Chromium: opened, jumped in, searched and scrolled, with the page's heap. */
export async function benchPage({ url, lineCount }: { url: string; lineCount: number }): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.goto(new URL('/builds', url).href);
    await page.waitForLoadState('networkidle');
    const heap = new HighestHeap(session);
    await open(page, { url, lineCount });
    await heap.look();
    await jump(page, lineCount, heap);
    await search(page, heap);
    await scroll(page, heap);
    say('JS heap and buffers, highest', `${heap.highestMb.toFixed(0)} MB`, heap.highestMb <= 200, '≤ 200 MB');
  } finally {
    await browser.close();
  }
}

class HighestHeap {
  highestMb = 0;
  readonly #session: CDPSession;

  constructor(session: CDPSession) {
    this.#session = session;
  }

  async look(): Promise<void> {
    const usage = (await this.#session.send('Runtime.getHeapUsage')) as { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number };
    this.highestMb = Math.max(this.highestMb, (usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0)) / 1e6);
  }
}

/** From the click on a link to lines that can be read. */
async function open(page: Page, { url, lineCount }: { url: string; lineCount: number }): Promise<void> {
  const began = performance.now();
  await page.goto(`${url}#L${String(Math.floor(lineCount / 2))}`);
  await waitForLine(page, Math.floor(lineCount / 2));
  const openMs = performance.now() - began;
  const shown = await page.locator('[data-log-lines]').getAttribute('data-log-lines');
  if (shown !== String(lineCount)) throw new Error(`${String(shown)} lines instead of ${String(lineCount)}.`);
  say('open at a line in the middle', `${(openMs / 1000).toFixed(2)} s`, openMs <= 2000, '≤ 2 s');
}

async function waitForLine(page: Page, line: number): Promise<void> {
  await page.waitForFunction((number) => document.querySelector(`[data-line="${String(number)}"][data-here="true"]`) !== null, line, { timeout: WAIT_MS, polling: 'raf' });
}

/** To lines all over the log, by their address: until their text is in the page. */
async function jump(page: Page, lineCount: number, heap: HighestHeap): Promise<void> {
  const times: number[] = [];
  for (let round = 1; round <= JUMPS; round += 1) {
    const line = 1 + Math.floor(((round * 0.618_034) % 1) * (lineCount - 1));
    times.push(await page.evaluate((number) => new Promise<number>((resolve) => {
      const began = performance.now();
      location.hash = `#L${String(number)}`;
      const look = (): void => {
        if (document.querySelector(`[data-line="${String(number)}"][data-here="true"]`) !== null) resolve(performance.now() - began);
        else requestAnimationFrame(look);
      };
      look();
    }), line));
    await heap.look();
  }
  times.sort((a, b) => a - b);
  const worst = times.at(-1) ?? Number.NaN;
  say('jump to a line', `median ${(times[Math.floor(times.length / 2)] ?? Number.NaN).toFixed(0)} ms, worst ${worst.toFixed(0)} ms of ${String(times.length)}`, worst <= 200, '≤ 200 ms');
}

async function search(page: Page, heap: HighestHeap): Promise<void> {
  const box = page.getByRole('searchbox', { name: 'Find in the log' });
  for (const text of ['module_777', 'is:error']) {
    const began = performance.now();
    await box.fill(text);
    await page.waitForFunction(() => /^[\d,.]+\+? found$/.test(document.querySelector('[data-find-count]')?.textContent ?? ''), undefined, { timeout: WAIT_MS, polling: 'raf' });
    const ms = performance.now() - began;
    const count = await page.locator('[data-find-count]').innerText();
    say(`search for ${text}`, `${(ms / 1000).toFixed(2)} s, ${count}`, ms <= 2000, '≤ 2 s');
    await heap.look();
    await box.press('Enter');
    await box.fill('');
  }
}

async function scroll(page: Page, heap: HighestHeap): Promise<void> {
  const scroller = page.locator('[data-log-scroller]');
  await scroller.focus();
  await page.keyboard.press('Home');
  await scroller.hover();
  await startFrames(page);
  for (let step = 0; step < WHEELS; step += 1) {
    await page.mouse.wheel(0, WHEEL_PX);
    if (step % 40 === 0) await heap.look();
  }
  const { p50, p99, worst, frames } = await readFrames(page);
  say('frame while the wheel turns', `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, worst ${worst.toFixed(1)} ms of ${String(frames)}`, p99 <= MAX_FRAME_MS, `p99 ≤ ${String(MAX_FRAME_MS)} ms`);
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

async function readFrames(page: Page): Promise<{ frames: number; p50: number; p99: number; worst: number }> {
  const at = await page.evaluate(() => (globalThis as unknown as { benchFrames: number[] }).benchFrames);
  const lengths = at.slice(1).map((time, index) => time - (at[index] ?? time)).sort((a, b) => a - b);
  const quantile = (share: number): number => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))] ?? Number.NaN;
  return { frames: lengths.length, p50: quantile(0.5), p99: quantile(0.99), worst: quantile(1) };
}
