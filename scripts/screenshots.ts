import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { DefinitionPage } from '#lib/contract/definitions.ts';
import { Template } from '#lib/contract/templates.ts';
import { createApi, type Api } from './api-client.ts';
import { launchChromium } from './chromium.ts';
import { readConfig } from './config.ts';
import { PROJECT_DIR } from './up/source-hash.ts';
import { dashboardUrl } from './up/server.ts';

const TARGET = path.join(PROJECT_DIR, 'docs/screenshots');
const TEMPLATE = 'ee_aws';
const MAX_BYTES = 150_000;
const WIDTHS = [1280, 390] as const;
const HEIGHTS = [800, 720, 640, 560];
const THEMES = ['light', 'dark'] as const;
const SETTLE_MS = 30_000;

interface Shot {
  name: string;
  address: string;
  /** Selector of what must be seen. */
  waitFor: string;
}

/** `npm run screenshots -- [url]`: builds ee_aws in a running dashboard and writes docs/screenshots/*.png. */
async function main(): Promise<void> {
  const url = process.argv[2] ?? dashboardUrl(readConfig());
  const api = createApi(url);
  const definitionId = await ensureDefinition(api);
  await mkdir(TARGET, { recursive: true });
  const browser = await launchChromium(['--disable-lcd-text']);
  try {
    const build = await api.startBuild(definitionId, 'no-cache');
    await api.waitForBuild(build.id, ({ attempts }) => attempts.at(-1)?.phases.some((phase) => phase.name === 'build' && phase.steps.some((step) => step.ordinal > 8 && step.status === 'running')) === true);
    await takeAll(browser, url, { name: 'build-running', address: `/builds/${build.id}`, waitFor: '[data-line]' });
    await takeAll(browser, url, { name: 'definitions', address: '/definitions', waitFor: 'table' });
    await takeAll(browser, url, { name: 'editor', address: `/definitions/${definitionId}`, waitFor: '.view-lines, form' });
    await api.waitForBuild(build.id);
    await takeAll(browser, url, { name: 'build-finished', address: `/builds/${build.id}`, waitFor: '[data-line]' });
  } finally {
    await browser.close();
  }
}

async function ensureDefinition(api: Api): Promise<string> {
  const { items: definitions } = await api.call(`/definitions?q=${TEMPLATE}`, { schema: DefinitionPage });
  const known = definitions.find((definition) => definition.name === TEMPLATE);
  if (known !== undefined) return known.id;
  const template = await api.call(`/templates/${TEMPLATE}`, { schema: Template });
  return (await api.createDefinition({ name: TEMPLATE, text: template.text })).id;
}

async function takeAll(browser: Browser, url: string, shot: Shot): Promise<void> {
  for (const width of WIDTHS) for (const theme of THEMES) await take(browser, `${url}${shot.address}`, { shot, width, theme });
}

async function take(browser: Browser, address: string, { shot, width, theme }: { shot: Shot; width: number; theme: (typeof THEMES)[number] }): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: HEIGHTS[0] ?? 800 }, colorScheme: theme });
  try {
    await context.addInitScript((wanted) => localStorage.setItem('eef:theme', wanted), theme);
    const page = await context.newPage();
    await page.goto(address);
    await page.locator(shot.waitFor).first().waitFor({ timeout: SETTLE_MS });
    await page.waitForLoadState('networkidle', { timeout: SETTLE_MS }).catch(() => undefined);
    const file = path.join(TARGET, `${shot.name}-${theme}${width === WIDTHS[0] ? '' : `-${String(width)}`}.png`);
    for (const height of HEIGHTS) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
      if ((await stat(file)).size <= MAX_BYTES) break;
    }
    console.log(path.relative(PROJECT_DIR, file), (await stat(file)).size);
  } finally {
    await context.close();
  }
}

await main();
