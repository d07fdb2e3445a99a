import { randomBytes } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Definition } from '#lib/contract/definitions.ts';
import { openBrowser, type BrowserOptions, type BrowserPage } from '#test/support/browser.ts';
import { platform } from '#test/support/platform.ts';

const WAIT_MS = 60_000;

declare global {
  // Lives in the page.
  var marksInFrame: Promise<number>;
}

const { api, url, upload } = platform();
let open: BrowserPage[] = [];

afterEach(async () => {
  const closing = open;
  open = [];
  for (const browser of closing) await browser.close();
});

interface Opened {
  page: Page;
  editor: Locator;
  /** Saves with the keyboard and reads what the server has. */
  savedText: () => Promise<string>;
}

async function openEditor(text: string, options: BrowserOptions = {}): Promise<Opened> {
  const definition = await api.createDefinition({ name: `editor-${randomBytes(4).toString('hex')}`, text });
  const browser = await openBrowser(options);
  open.push(browser);
  const { page } = browser;
  page.setDefaultTimeout(WAIT_MS);
  await page.goto(`${url}/definitions/${definition.id}?view=yaml`);
  await page.locator('#tab-edit .eef-editor[data-ready="true"]').waitFor();
  const editor = page.locator('#tab-edit .monaco-editor').first();
  await editor.click();
  return {
    page,
    editor,
    savedText: async () => {
      const { number } = (await api.call(`/definitions/${definition.id}`, { schema: Definition })).head;
      await page.keyboard.press('Control+s');
      await page.getByLabel('Message').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText(`Saved as r${String(number + 1)}`).waitFor();
      return (await api.call(`/definitions/${definition.id}`, { schema: Definition })).head.text;
    },
  };
}

/** Takes a proposal with the keyboard, once it is the chosen one. */
async function take(page: Page, label: string): Promise<void> {
  await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: label }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: label }).waitFor({ state: 'detached' });
}

/** Takes an action of the lightbulb on the cursor's line with the keyboard. */
async function chooseAction(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+.');
  const row = page.locator('.action-widget .monaco-list-row', { hasText: title });
  await row.waitFor();
  while (!(await row.evaluate((element) => element.classList.contains('focused')))) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+Home');
  for (let step = 1; step < line; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
}

const HEAD = 'version: 3\nimages:\n  base_image:\n    name: localhost:5000/ee-minimal:1.0\n';

describe('the editor', () => {
  it('completes by keyboard what the version knows and the text does not have yet', async () => {
    const { page, savedText } = await openEditor(HEAD);
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('opt');
    await take(page, 'options');
    await page.keyboard.type('skip_pi');
    await take(page, 'skip_pip_install');
    await take(page, 'true');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Space');
    await rows.filter({ hasText: 'workdir' }).first().waitFor();
    expect(await rows.filter({ hasText: 'skip_pip_install' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await savedText()).toBe(`${HEAD}options:\n  skip_pip_install: true\n  `);

    await goToLine(page, 1);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('1');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+Space');
    await rows.filter({ hasText: 'ansible_config' }).waitFor();
    expect(await rows.filter({ hasText: 'additional_build_files' }).count()).toBe(0);
  });

  it('marks the line inside a block, explains it, and mends or silences it as one step of the one history', async () => {
    const text = `${HEAD}dependencies:\n  python: |\n    six\n    boto3=1\n    six\n`;
    const { page, editor, savedText } = await openEditor(text);
    const marks = editor.locator('.squiggly-warning, .squiggly-error');
    const hover = page.locator('.monaco-hover:visible');
    await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(2);
    const isInLine = async () => {
      const line = (await editor.locator('.view-line', { hasText: 'boto3' }).boundingBox())!;
      const mark = (await marks.first().boundingBox())!;
      return mark.y >= line.y && mark.y + mark.height <= line.y + line.height + 1;
    };
    // What comes above the editor meanwhile moves both.
    await expect.poll(isInLine, { timeout: WAIT_MS }).toBe(true);

    await goToLine(page, 6);
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    await hover.getByText('Python packages (PEP 508)').waitFor();
    await page.keyboard.press('Escape');
    await goToLine(page, 8);
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    await hover.getByText('python-requirement').waitFor();
    await page.keyboard.press('Escape');

    await chooseAction(page, 'Change to boto3==1');
    await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(2);
    await page.keyboard.press('Control+y');
    await goToLine(page, 9);
    await chooseAction(page, 'Ignore duplicate-requirement here');
    await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(0);
    expect(await savedText()).toBe(text.replace('boto3=1\n', 'boto3==1\n    # ee-foundry: ignore duplicate-requirement\n'));
  });

  it('draws the mark in the frame that shows what was typed', async () => {
    const { page, editor } = await openEditor(HEAD);
    await page.keyboard.press('Control+End');
    const marks = editor.locator('.squiggly-error');
    for (let round = 0; round < 3; round += 1) {
      await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(0);
      await page.evaluate(() => {
        globalThis.marksInFrame = new Promise((resolve) => {
          const count = () => requestAnimationFrame(() => resolve(document.querySelectorAll('#tab-edit .squiggly-error').length));
          document.addEventListener('input', count, { once: true });
        });
      });
      await page.keyboard.press('x');
      expect(await page.evaluate(() => globalThis.marksInFrame)).toBe(1);
      await page.keyboard.press('Backspace');
    }
  });

  it('may be left while Monaco still has something waiting', async () => {
    const definition = await api.createDefinition({ name: `editor-${randomBytes(4).toString('hex')}`, text: HEAD, files: await upload([{ path: 'requirements.txt', content: 'six\n' }]) });
    const browser = await openBrowser();
    open.push(browser);
    const { page } = browser;
    page.setDefaultTimeout(WAIT_MS);
    await page.goto(`${url}/definitions/${definition.id}?tab=files&file=requirements.txt`);
    const editor = page.locator('#tab-files .eef-editor[data-ready="true"]');
    await editor.waitFor();
    const tab = await page.getByRole('tab', { name: 'Edit' }).elementHandle();
    // The focus makes the word highlighter wait; the tab takes the editor away in the same task.
    await editor.locator('textarea').evaluate((input, other) => {
      input.focus();
      if (other instanceof HTMLElement) other.click();
    }, tab);
    await editor.waitFor({ state: 'detached' });
    await page.locator('#tab-edit .eef-editor[data-ready="true"]').waitFor();
  });

  it('checks a file beside the definition, mends and silences it there, and leads to what the rule says', async () => {
    const content = 'six\nboto3=1\nsix\n';
    const definition = await api.createDefinition({ name: `editor-${randomBytes(4).toString('hex')}`, text: `${HEAD}dependencies:\n  python: requirements.txt\n`, files: await upload([{ path: 'requirements.txt', content }]) });
    const browser = await openBrowser();
    open.push(browser);
    const { page } = browser;
    page.setDefaultTimeout(WAIT_MS);
    await page.goto(`${url}/definitions/${definition.id}?tab=files&file=requirements.txt`);
    const editor = page.locator('#tab-files .eef-editor[data-ready="true"] .monaco-editor').first();
    const marks = editor.locator('.squiggly-warning');
    const problems = page.getByRole('region', { name: 'Problems of requirements.txt' });
    await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(2);
    await page.getByRole('tab', { name: 'Files 1 · 2 problems' }).waitFor();

    await problems.getByRole('button', { name: 'Change to boto3==1' }).click();
    await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(1);
    await editor.click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(2);
    await page.keyboard.press('Control+y');
    await expect.poll(() => marks.count(), { timeout: WAIT_MS }).toBe(1);

    const opened = page.context().waitForEvent('page');
    await problems.getByRole('link', { name: 'duplicate-requirement' }).click();
    const rules = await opened;
    await rules.locator('[data-current]', { hasText: 'is asked for twice' }).waitFor();
    expect(new URL(rules.url()).pathname + new URL(rules.url()).hash).toBe('/rules#duplicate-requirement');
    await rules.close();

    await editor.click();
    await goToLine(page, 3);
    await chooseAction(page, 'Ignore duplicate-requirement here');
    await problems.getByText('No problems found in this file.').waitFor();
    await page.getByRole('tab', { name: 'Files 1', exact: true }).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByLabel('Message').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Saved as r2').waitFor();
    const saved = await api.raw(`/definitions/${definition.id}/revisions/2/files/requirements.txt`);
    expect(await saved.text()).toBe('six\nboto3==1\n# ee-foundry: ignore duplicate-requirement\nsix\n');
  });

  it('lays the text out on demand only, and goes to a symbol, on a small dark screen', async () => {
    const { page, editor, savedText } = await openEditor('version:   3\noptions:\n    user:   "1000" # kept\n', { width: 390, height: 844, theme: 'dark' });
    await page.keyboard.press('Control+Shift+O');
    await page.locator('.quick-input-widget').getByRole('combobox').fill('@user');
    await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: 'user' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.keyboard.type('x');
    await editor.locator('.view-line', { hasText: 'xuser:' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Shift+Alt+F');
    await editor.locator('.view-line', { hasText: /^version:\s3$/ }).waitFor();
    expect(await savedText()).toBe('version: 3\noptions:\n  user: "1000" # kept\n');
  });
});
