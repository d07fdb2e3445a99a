import { randomBytes } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Definition } from '#lib/contract/definitions.ts';
import { openBrowser, type BrowserOptions, type BrowserPage } from '#test/support/browser.ts';
import { platform } from '#test/support/platform.ts';

const WAIT_MS = 30_000;
const { api, url } = platform();
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

async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+Home');
  for (let step = 1; step < line; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
}

const TEXT = `version: 3
images:
  base_image:
    name: localhost:5000/ee-minimal:latest
dependencies:
  python: |
    six
    not valid !
`;

describe('the editor', () => {
  it('completes keys, choices and profiles by keyboard, in the layout of the text', async () => {
    const { page, savedText } = await openEditor(TEXT.replace('    not valid !\n', ''));
    await page.keyboard.press('Control+End');
    await page.keyboard.type('opt');
    await take(page, 'options');
    await page.keyboard.type('skip_pi');
    await take(page, 'skip_pip_install');
    await take(page, 'true');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.keyboard.type('  ');
    await page.keyboard.press('Control+Space');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.filter({ hasText: 'workdir' }).first().waitFor();
    expect(await rows.filter({ hasText: 'skip_pip_install' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await savedText()).toContain('options:\n  skip_pip_install: true\n');
  });

  it('proposes the keys of the version that the text names', async () => {
    const { page } = await openEditor('version: 1\n');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Space');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.filter({ hasText: 'ansible_config' }).waitFor();
    expect(await rows.filter({ hasText: 'images' }).count()).toBe(0);
  });

  it('marks the line inside a block, and explains it and the keys on hover', async () => {
    const { page, editor } = await openEditor(TEXT);
    const squiggle = editor.locator('.squiggly-error');
    await squiggle.waitFor();
    const line = editor.locator('.view-line', { hasText: 'not valid' });
    expect(Math.abs((await squiggle.boundingBox())!.y - (await line.boundingBox())!.y)).toBeLessThan(18);
    await goToLine(page, 8);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    const hover = page.locator('.monaco-hover:visible');
    await hover.getByText('python-requirement').waitFor();
    await page.keyboard.press('Escape');
    await goToLine(page, 6);
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    await hover.getByText('Python packages (PEP 508)').waitFor();
  });

  it('fixes a problem by lightbulb as one step of the one history', async () => {
    const text = 'version: 3\nimages:\n  base_image:\n    name: localhost:5000/ee-minimal:latest\ndependencies:\n  pythn: [six]\n';
    const { page, editor, savedText } = await openEditor(text);
    await editor.locator('.squiggly-error').waitFor();
    await goToLine(page, 6);
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget').getByText('Change to python').waitFor();
    await page.keyboard.press('Enter');
    await editor.locator('.squiggly-error').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await editor.locator('.squiggly-error').waitFor();
    await page.keyboard.press('Control+y');
    await editor.locator('.squiggly-error').waitFor({ state: 'detached' });
    expect(await savedText()).toBe(text.replace('pythn', 'python'));
  });

  it('silences a warning by its comment', async () => {
    const text = TEXT.replace('    not valid !\n', '    six\n');
    const { page, editor, savedText } = await openEditor(text);
    await editor.locator('.squiggly-warning').waitFor();
    await goToLine(page, 8);
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget').getByText('Ignore duplicate-requirement here').click();
    await editor.locator('.squiggly-warning').waitFor({ state: 'detached' });
    expect(await savedText()).toBe(text.replace(/ {4}six\n$/, '    # ee-foundry: ignore duplicate-requirement\n    six\n'));
  });

  it('lays the text out on demand only, and goes to a symbol, on a small dark screen', async () => {
    const { page, editor, savedText } = await openEditor('version:   3\noptions:\n    user:   "1000" # kept\n', { width: 390, height: 844, theme: 'dark' });
    await page.keyboard.press('Control+Shift+O');
    await page.locator('.quick-input-widget input').fill('@user');
    await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: 'user' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.keyboard.press('Shift+Alt+F');
    await editor.locator('.view-line', { hasText: /^version: 3$/ }).waitFor();
    expect(await savedText()).toBe('version: 3\noptions:\n  user: "1000" # kept\n');
  });
});
