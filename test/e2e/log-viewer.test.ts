import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { FakeWorker } from '#scripts/bench/fake-worker.ts';
import { cancelSeededBuild, failSeededBuild, seedRunningBuild, type SeededBuild } from '#scripts/bench/seed-build.ts';
import { launchChromium } from '#scripts/chromium.ts';
import { platform } from '#test/support/platform.ts';

const { api, url, dataDir } = platform();
const WAIT_MS = 60_000;
const stamp = (): string => new Date().toISOString();

let browser: Browser;
let worker: FakeWorker;
let nextName = 0;

async function seed(lineCount: number): Promise<SeededBuild> {
  nextName += 1;
  return seedRunningBuild({ api, worker, name: `${worker.name}-${String(nextName)}`, lineCount });
}

/** A page of the dashboard; every error that it reports fails the test that closes it. */
async function open(address: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('ERR_INTERNET_DISCONNECTED')) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${url}${address}`);
  return {
    page,
    close: async () => {
      await context.close();
      expect(errors).toEqual([]);
    },
  };
}

const lineCountOf = (page: Page): Promise<number> => page.locator('[data-log-lines]').getAttribute('data-log-lines').then(Number);
const waitForLines = (page: Page, count: number): Promise<void> => expect.poll(() => lineCountOf(page), { timeout: WAIT_MS }).toBe(count).then(() => undefined);
const scrollOf = (page: Page): Promise<{ top: number; toEnd: number }> => page.locator('[data-log-scroller]').evaluate((element) => ({ top: element.scrollTop, toEnd: element.scrollHeight - element.clientHeight - element.scrollTop }));

beforeAll(async () => {
  browser = await launchChromium();
  const token = (await readFile(path.join(dataDir, 'tokens/worker'), 'utf8')).trim();
  worker = await FakeWorker.connect({ url, token, name: `viewer-${Date.now().toString(36)}` });
});

afterAll(async () => {
  worker.close();
  await browser.close();
});

describe('the log of a running build', () => {
  it('follows the end, pauses when scrolled up, counts new lines, and loses none over a lost connection', async () => {
    const build = await seed(3000);
    const { page, close } = await open(`/builds/${build.id}`);
    await waitForLines(page, build.lineCount);
    await expect.poll(async () => (await scrollOf(page)).toEnd, { timeout: WAIT_MS }).toBeLessThan(40);

    await worker.write(build.job.lease, 'build', `${stamp()} a live line\n`);
    await page.getByText('a live line', { exact: true }).waitFor({ timeout: WAIT_MS });

    await page.locator('[data-log-scroller]').hover();
    await page.mouse.wheel(0, -2000);
    await expect.poll(async () => (await scrollOf(page)).toEnd).toBeGreaterThan(1000);
    const { top } = await scrollOf(page);
    await worker.write(build.job.lease, 'build', `${stamp()} later one\n${stamp()} later two\n`);
    await page.getByRole('button', { name: '2 new lines' }).waitFor({ timeout: WAIT_MS });
    expect((await scrollOf(page)).top).toBe(top);

    await page.context().setOffline(true);
    await page.getByText(/Connection lost, the build goes on\. Trying again/).waitFor({ timeout: WAIT_MS });
    await worker.write(build.job.lease, 'build', Array.from({ length: 500 }, (_, index) => `${stamp()} while away ${String(index)}\n`).join(''));
    await page.context().setOffline(false);
    await waitForLines(page, build.lineCount + 503);
    await page.getByText(/Connection lost, the build goes on\. Trying again/).waitFor({ state: 'detached', timeout: WAIT_MS });

    await page.locator('[data-log-scroller]').focus();
    await page.keyboard.press('End');
    await page.getByText('while away 499', { exact: true }).waitFor({ timeout: WAIT_MS });
    await failSeededBuild(worker, build);
    await page.locator('[data-failure="step_failed"]').waitFor({ timeout: WAIT_MS });
    await close();
  });

  it('renders what a hostile build prints as text', async () => {
    const build = await seed(5);
    const hostile = `${stamp()} <img src=x onerror="window.pwned=1"> \u001b]8;;javascript:window.pwned=1\u0007click\u001b]8;;\u0007 \u001b[2J\u001b[31mred\u001b[0m javascript:alert(1) https://example.test/ok\n`;
    await worker.write(build.job.lease, 'build', hostile);
    const { page, close } = await open(`/builds/${build.id}`);
    const line = page.locator('[data-line]', { hasText: 'onerror' });
    await line.waitFor({ timeout: WAIT_MS });
    expect(await line.innerText()).toContain('<img src=x onerror="window.pwned=1"> click red javascript:alert(1) https://example.test/ok');
    expect(await line.locator('img').count()).toBe(0);
    expect(await line.locator('a:not([href^="#L"])').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(['https://example.test/ok']);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    await failSeededBuild(worker, build);
    await close();
  });
});

describe('the log of a failed build', () => {
  it('opens at the failed step, finds folded lines, and shows and makes line links', async () => {
    const build = await seed(4000);
    await worker.write(build.job.lease, 'build', `${stamp()} the very last words\n`);
    await failSeededBuild(worker, build);
    const { page, close } = await open(`/builds/${build.id}`);
    await page.getByText('the very last words', { exact: true }).waitFor({ timeout: WAIT_MS });
    await page.locator('[data-log-scroller]').focus();
    await page.keyboard.press('Home');
    await page.locator('[data-section="context"][aria-expanded="false"]').waitFor({ timeout: WAIT_MS });
    expect(await page.locator('[data-section="build/1"][aria-expanded="false"]').count()).toBe(1);
    await page.locator('[data-section="build/1"]').click();
    await page.locator('[data-line="21"][data-here="true"]').waitFor({ timeout: WAIT_MS });
    await expect.poll(() => page.locator('[data-here="false"]').count(), { timeout: WAIT_MS }).toBe(0);
    await page.locator('[data-section="build/1"]').click();

    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);

    const find = page.getByRole('searchbox', { name: 'Find in the log' });
    await find.fill('context line 7');
    await expect.poll(() => page.locator('[data-find-count]').innerText(), { timeout: WAIT_MS }).toBe('1 found');
    await find.press('Enter');
    await page.locator('mark', { hasText: 'context line 7' }).waitFor({ timeout: WAIT_MS });
    expect(await page.locator('[data-find-count]').innerText()).toBe('1 of 1');
    await find.fill('wheel \\d+ was not');
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await expect.poll(() => page.locator('[data-find-count]').innerText(), { timeout: WAIT_MS }).toBe('5 found');

    await page.getByRole('link', { name: 'Line 7', exact: true }).click();
    await page.getByRole('link', { name: 'Line 9', exact: true }).click({ modifiers: ['Shift'] });
    expect(new URL(page.url()).hash).toBe('#L7-L9');
    await close();

    const linked = await open(`/builds/${build.id}#L3000-L3002`);
    await linked.page.locator('[data-line="3001"]').waitFor({ timeout: WAIT_MS });
    expect(await linked.page.locator('[data-selected="true"]').count()).toBe(3);
    await linked.close();
  });
});

describe('a log of 100,000 lines', () => {
  it('fetches the lines that are looked at, searches them all, copies what is not drawn, and keeps few rows in the page', async () => {
    const build = await seed(100_000);
    await worker.write(build.job.lease, 'build', `${stamp()} ${'long '.repeat(2000)}the end of a long line\n`);
    await cancelSeededBuild(worker, build);
    const { page, close } = await open(`/builds/${build.id}#L70000`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('[data-line="70000"][data-here="true"]').waitFor({ timeout: WAIT_MS });
    await waitForLines(page, build.lineCount + 1);
    expect(await page.locator('[data-line]').count()).toBeLessThan(400);

    await page.evaluate(() => {
      location.hash = '#L33000';
    });
    await page.locator('[data-line="33000"][data-here="true"]').waitFor({ timeout: WAIT_MS });
    await page.locator('[data-log-scroller]').focus();
    await page.keyboard.press('End');
    await page.locator(`[data-line="${String(build.lineCount + 1)}"][data-here="true"]`).waitFor({ timeout: WAIT_MS });
    expect(await page.locator('[data-line]').count()).toBeLessThan(400);
    await page.getByRole('button', { name: /more bytes of this line/ }).click();
    await page.locator('[data-line]', { hasText: 'the end of a long line' }).waitFor({ timeout: WAIT_MS });

    const find = page.getByRole('searchbox', { name: 'Find in the log' });
    const count = page.locator('[data-find-count]');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('module_77');
    await expect.poll(() => count.innerText(), { timeout: WAIT_MS }).toMatch(/^\d+ found$/);
    await find.press('Enter');
    await page.locator('mark', { hasText: 'module_77' }).first().waitFor({ timeout: WAIT_MS });
    await find.fill('step:final is:error wheel');
    await expect.poll(() => count.innerText(), { timeout: WAIT_MS }).toBe('50 found');
    await find.fill('^(a+)+$');
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await expect.poll(() => count.innerText(), { timeout: WAIT_MS }).toBe('No match');

    await page.getByRole('button', { name: 'Next line with an error (n)' }).click();
    await expect.poll(() => new URL(page.url()).hash, { timeout: WAIT_MS }).toMatch(/^#L\d+$/);
    const error = Number(new URL(page.url()).hash.slice(2));
    await page.getByRole('button', { name: 'Previous line with an error (N)' }).click();
    await expect.poll(() => Number(new URL(page.url()).hash.slice(2)), { timeout: WAIT_MS }).not.toBe(error);

    await page.locator('[data-log-scroller]').focus();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: /^Copy all lines: STEP 1\/10 FROM/ }).first().click();
    await page.getByText('Copied 5000 lines').waitFor({ timeout: WAIT_MS });
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    expect([copied.length, copied[1], copied[4999]]).toEqual([5000, 'Collecting package-1==1.1.0 (from -r requirements.txt (line 1))', 'Collecting package-199==1.49.0 (from -r requirements.txt (line 4999))']);
    await close();
  });
});
