import { randomBytes } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Build, BuildPage } from '#lib/contract/builds.ts';
import { Definition } from '#lib/contract/definitions.ts';
import { Inventory } from '#lib/contract/inventory.ts';
import { openBrowser } from '#test/support/browser.ts';
import { platform } from '#test/support/platform.ts';

const WAIT_MS = 120_000;
const MAX_TABS = 150;
const { api, url } = platform();

function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

/** Presses Tab until the focus is on a control with this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < MAX_TABS; presses += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((each) => each.textContent).join(' ') : '';
      return [element?.getAttribute('aria-label') ?? '', element?.getAttribute('title') ?? '', label, element?.textContent.trim() ?? ''].filter((text) => text !== '')[0] ?? '';
    });
    if (name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(name)}.`);
}

async function editorReady(page: Page): Promise<void> {
  await page.locator('#tab-edit .eef-editor[data-ready="true"]').waitFor();
}

/** In the YAML, with the cursor anywhere in it: a wrong requirement behind the line with `boto3`, mended with the lightbulb. */
async function typeAndMend(page: Page): Promise<void> {
  await page.keyboard.press('Control+Home');
  const line = await page.locator('#tab-edit .view-lines').evaluate((lines) => [...lines.querySelectorAll('.view-line')].sort((a, b) => parseFloat((a as HTMLElement).style.top) - parseFloat((b as HTMLElement).style.top)).findIndex((each) => each.textContent.trim().endsWith('boto3')));
  expect(line).toBeGreaterThan(0);
  for (let step = 0; step < line; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- jmespath=1.0.1');
  await page.keyboard.press('Escape');
  await page.locator('#tab-edit .squiggly-warning').first().waitFor();
  await page.keyboard.press('Control+.');
  const action = page.locator('.action-widget .monaco-list-row', { hasText: 'Change to jmespath==1.0.1' });
  await action.waitFor();
  while (!(await action.evaluate((element) => element.classList.contains('focused')))) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('#tab-edit .view-line', { hasText: 'jmespath==1.0.1' }).waitFor();
}

async function preflightIsGreen(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Preflight' }).getByText('Ready to build').waitFor();
}

async function saved(page: Page): Promise<Definition> {
  const id = /definitions\/([a-z0-9]+)/.exec(page.url())?.[1] ?? '';
  return api.call(`/definitions/${id}`, { schema: Definition });
}

describe('the tour of a new author', () => {
  it('leads from a template over form, YAML, lightbulb, preview and preflight to an image', async () => {
    const name = uniqueName('tour');
    const { page, close } = await openBrowser();
    page.setDefaultTimeout(WAIT_MS);
    await page.goto(`${url}/templates`);
    await page.getByRole('article').or(page.locator('.pf-v6-c-card')).filter({ has: page.getByRole('heading', { name: 'ee_aws', exact: true }) }).getByText('Use', { exact: true }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await editorReady(page);
    await page.locator('#form-python').fill('six>=1.16');
    await page.locator('#form-python').press('Enter');
    await page.locator('#tab-edit .view-line', { hasText: 'six>=1.16' }).waitFor();
    await page.locator('#tab-edit .monaco-editor').first().click();
    await typeAndMend(page);
    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.getByRole('list', { name: 'Containerfile', exact: true }).getByText(/^FROM \$EE_BASE_IMAGE/).first().waitFor();
    await page.getByRole('button', { name: 'Preflight', exact: true }).click();
    await preflightIsGreen(page);
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.getByLabel('Message').fill('Six and jmespath');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as r2').waitFor();
    const { head } = await saved(page);
    expect(head.text).toContain('    - boto3\n    - jmespath==1.0.1\n    - six>=1.16\n');
    await page.getByRole('button', { name: 'Build', exact: true }).click();
    await page.waitForURL(/\/builds\/[a-z0-9]+/);
    const id = /builds\/([a-z0-9]+)/.exec(page.url())?.[1] ?? '';
    const build = await api.waitForBuild(id);
    expect(build.status).toBe('succeeded');
    await page.getByText('Succeeded').first().waitFor();
    const contents = await api.call(`/builds/${id}/contents`, { schema: Inventory });
    expect(contents.python?.packages.find((each) => each.name === 'jmespath')?.version).toBe('1.0.1');
    await page.getByRole('tab', { name: 'Contents' }).click();
    await page.getByRole('link', { name: 'Start a definition from these contents' }).click();
    await page.getByText('This is created').waitFor();
    await page.getByText('jmespath==1.0.1').first().waitFor({ state: 'attached' });
    await close();
  });

  it('needs no mouse', async () => {
    const name = uniqueName('keys');
    const { page, close } = await openBrowser();
    page.setDefaultTimeout(WAIT_MS);
    await page.goto(`${url}/definitions/new?from=template&of=ee_aws`);
    await page.getByLabel('Name').waitFor();
    await tabTo(page, /^Name/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(name);
    await tabTo(page, /^Create$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await editorReady(page);
    await tabTo(page, /^Add Python package$/);
    await page.keyboard.type('six>=1.16');
    await page.keyboard.press('Enter');
    await page.locator('#tab-edit .view-line', { hasText: 'six>=1.16' }).waitFor();
    await tabTo(page, /^Definition as YAML/);
    await typeAndMend(page);
    await page.keyboard.press('Control+Shift+Enter');
    await preflightIsGreen(page);
    await page.keyboard.press('Control+s');
    await page.getByLabel('Message').waitFor();
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as r2').waitFor();
    expect((await saved(page)).head).toMatchObject({ message: 'By keyboard' });
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/builds\/[a-z0-9]+/);
    const { items } = await api.call(`/builds?q=${name}`, { schema: BuildPage });
    expect(items.length).toBe(1);
    await api.call(`/builds/${items[0]?.id ?? ''}/cancel`, { method: 'POST', body: {}, schema: Build });
    await api.waitForBuild(items[0]?.id ?? '');
    await close();
  });
});
