import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '#scripts/chromium.ts';

const OPENINGS = 5;
const READY = '#tab-edit .eef-editor[data-ready="true"]';

export interface EditorFigures {
  /** Key event → the marker stands in the page. */
  markerMs: number[];
  /** Navigation → ready to type, each with an empty browser cache. */
  interactiveMs: number[];
}

/** Types in a definition's editor in Chromium. The server is warmed by one visit before. */
export async function measureEditor({ url, runs }: { url: string; runs: number }): Promise<EditorFigures> {
  const browser = await launchChromium();
  try {
    await open(browser, url);
    const interactiveMs: number[] = [];
    for (let index = 0; index < OPENINGS; index += 1) interactiveMs.push((await open(browser, url)).readyMs);
    const { page } = await open(browser, `${url}?view=both`);
    return { interactiveMs, markerMs: await measureTyping(page, runs) };
  } finally {
    await browser.close();
  }
}

async function open(browser: Browser, url: string): Promise<{ page: Page; readyMs: number }> {
  for (const context of browser.contexts()) await context.close();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const startedAt = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(READY).waitFor();
  return { page, readyMs: performance.now() - startedAt };
}

/** Puts a wrong character on a line of its own at the end, and takes it away again, over and over. */
async function measureTyping(page: Page, runs: number): Promise<number[]> {
  await page.locator(`${READY} .monaco-editor`).first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Delete');
  await watch(page);
  const markerMs: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    await page.waitForFunction(() => globalThis.benchTyping.isQuiet());
    await page.evaluate(() => { globalThis.benchTyping.shownMs = null; });
    await page.keyboard.press('x');
    await page.waitForFunction(() => globalThis.benchTyping.shownMs !== null);
    markerMs.push((await page.evaluate(() => globalThis.benchTyping.shownMs)) ?? Number.NaN);
    await page.keyboard.press('Backspace');
  }
  return markerMs;
}

declare global {
  // Lives in the measured page.
  var benchTyping: { pressedAt: number; shownMs: number | null; isQuiet: () => boolean };
}

/** In the page: from the time stamp of the key event to the mutation that shows the marker. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const editor = document.querySelector('#tab-edit .eef-editor') ?? document.body;
    const isMarked = () => editor.querySelector('.squiggly-error') !== null;
    const typing = { pressedAt: 0, shownMs: null as number | null, isQuiet: () => !isMarked() };
    globalThis.benchTyping = typing;
    document.addEventListener('keydown', (event) => {
      if (event.key === 'x') Object.assign(typing, { pressedAt: event.timeStamp, shownMs: null });
    }, { capture: true });
    new MutationObserver(() => {
      if (typing.pressedAt > 0 && typing.shownMs === null && isMarked()) typing.shownMs = performance.now() - typing.pressedAt;
    }).observe(editor, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}
