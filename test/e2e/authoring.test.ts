import { randomBytes } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Credential } from '#lib/contract/credentials.ts';
import { Definition, Revision } from '#lib/contract/definitions.ts';
import { openBrowser, type BrowserOptions, type BrowserPage } from '#test/support/browser.ts';
import { platform } from '#test/support/platform.ts';

const WAIT_MS = 60_000;
const { api, url } = platform();
let open: BrowserPage[] = [];

afterEach(async () => {
  const closing = open;
  open = [];
  for (const browser of closing) await browser.close();
});

async function visit(path: string, options: BrowserOptions = {}): Promise<Page> {
  const browser = await openBrowser(options);
  open.push(browser);
  browser.page.setDefaultTimeout(WAIT_MS);
  await browser.page.goto(`${url}${path}`);
  return browser.page;
}

function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

async function definitionWith(text: string): Promise<Definition> {
  return api.createDefinition({ name: uniqueName('authoring'), text });
}

async function head(definition: Definition): Promise<Revision> {
  return (await api.call(`/definitions/${definition.id}`, { schema: Definition })).head;
}

async function editorReady(page: Page): Promise<Locator> {
  await page.locator('#tab-edit .eef-editor[data-ready="true"]').waitFor();
  return page.locator('#tab-edit .monaco-editor').first();
}

async function save(page: Page, message: string, revision: number): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByLabel('Message').fill(message);
  await page.keyboard.press('Enter');
  await page.getByText(`Saved as r${revision}`).waitFor();
}

const TEXT = `version: 3
images:
  base_image:
    name: localhost:5000/ee-minimal:latest # the starter base
dependencies:
  python: [six]
`;

describe('authoring', () => {
  it('leads from a template over form and YAML to revisions that can be compared and restored', async () => {
    const page = await visit('/definitions/new?from=template&of=ee_aws');
    const name = uniqueName('tour');
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    const editor = await editorReady(page);
    await page.locator('#form-python').fill('six>=1.16');
    await page.locator('#form-python').press('Enter');
    await page.locator('#form-collection-0-version').fill('>=9');
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# by hand');
    await page.getByText('Unsaved, kept as draft').waitFor();
    await save(page, 'Six and a version', 2);

    const id = /definitions\/([a-z0-9]+)/.exec(page.url())?.[1] ?? '';
    const definition = await api.call(`/definitions/${id}`, { schema: Definition });
    expect(definition.head.message).toBe('Six and a version');
    expect(definition.head.text).toContain('    - boto3\n    - six>=1.16\n');
    expect(definition.head.text).toContain("- name: amazon.aws\n        version: '>=9'");
    expect(definition.head.text.endsWith('# by hand')).toBe(true);

    await page.getByRole('tab', { name: 'Revisions' }).click();
    await page.getByRole('heading', { name: 'r1 → r2' }).waitFor();
    await page.locator('#tab-revisions .eef-editor[data-ready="true"]').waitFor();
    await page.locator('#tab-revisions .line-insert').first().waitFor();
    await page.getByRole('button', { name: 'Restore r1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByText('r1 is back as r3').waitFor();
    const restored = await head(definition);
    expect(restored.number).toBe(3);
    expect(restored.text).not.toContain('six');
  });

  it('changes only what a form field owns, and undoes it to the byte', async () => {
    const definition = await definitionWith(TEXT);
    const page = await visit(`/definitions/${definition.id}`);
    await editorReady(page);
    await page.locator('#form-base-image').fill('registry.example.com/base:2');
    await save(page, '', 2);
    expect((await head(definition)).text).toBe(TEXT.replace('localhost:5000/ee-minimal:latest', 'registry.example.com/base:2'));
    const undo = page.getByRole('button', { name: 'Undo' });
    while ((await page.locator('#form-base-image').inputValue()) !== 'localhost:5000/ee-minimal:latest') await undo.click();
    await save(page, 'Back', 3);
    expect((await head(definition)).text).toBe(TEXT);
  });

  it('makes the form read-only on broken YAML and leads to the line', async () => {
    const definition = await definitionWith(TEXT);
    const page = await visit(`/definitions/${definition.id}`);
    const editor = await editorReady(page);
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('broken: a: b');
    await page.getByText('The YAML cannot be read, so the form cannot change it').waitFor();
    await expect.poll(() => page.locator('#form-base-image').isDisabled()).toBe(true);
    await page.getByRole('button', { name: /Go to line/ }).click();
    await expect.poll(async () => {
      await page.keyboard.press('Control+z');
      return page.locator('#form-base-image').isEnabled();
    }, { timeout: WAIT_MS, interval: 500 }).toBe(true);
  });

  it('keeps unsaved work over a reload, and lets one choose when somebody saved meanwhile', async () => {
    const definition = await definitionWith(TEXT);
    const page = await visit(`/definitions/${definition.id}`);
    await editorReady(page);
    await page.locator('#form-python').fill('jmespath');
    await page.locator('#form-python').press('Enter');
    await page.getByText('Unsaved, kept as draft').waitFor();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByText('Your unsaved draft is back').waitFor();

    await api.call(`/definitions/${definition.id}/revisions`, { method: 'POST', schema: Revision, body: { baseRevision: 1, text: `${TEXT}# theirs\n`, files: [], settings: definition.head.settings, message: 'Theirs' } });
    await page.getByText('r2 was saved by').waitFor();
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('saved r2 while you were editing r1').waitFor();
    await dialog.getByLabel('Mine', { exact: true }).check();
    await dialog.locator('.eef-editor[data-ready="true"]').waitFor();
    await dialog.getByRole('button', { name: 'Go on with the result' }).click();
    await save(page, 'Mine', 3);
    const saved = await head(definition);
    expect(saved.text).toContain('[six, jmespath]');
    expect(saved.text).not.toContain('# theirs');
  });

  it('asks before a link leaves work behind that the server has not got', async () => {
    const definition = await definitionWith(TEXT);
    const page = await visit(`/definitions/${definition.id}`, { expects: /ERR_FAILED/ });
    await editorReady(page);
    await page.route('**/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    await page.locator('#form-python').fill('jmespath');
    await page.locator('#form-python').press('Enter');
    await page.getByText('Unsaved, kept in this browser').waitFor();
    await page.getByRole('link', { name: 'Workers' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(new URL(page.url()).pathname).toBe(`/definitions/${definition.id}`);
    await page.getByRole('link', { name: 'Workers' }).click();
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Workers', level: 1 }).waitFor();
  });

  it('saves files beside the definition with the revision', async () => {
    const definition = await definitionWith(TEXT);
    const page = await visit(`/definitions/${definition.id}?tab=files`);
    await page.getByRole('button', { name: 'New text file' }).click();
    await page.locator('#file-name').fill('files/hello.sh');
    await page.keyboard.press('Enter');
    await page.locator('#tab-files .eef-editor[data-ready="true"]').waitFor();
    await page.locator('#tab-files .monaco-editor').first().click();
    await page.keyboard.type('#!/bin/sh');
    await page.locator('input[type="file"][aria-label="Files beside the definition"]').setInputFiles({ name: 'logo.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 255, 1]) });
    await page.getByText('Not a text file').waitFor();
    await save(page, 'Files', 2);
    const { files } = await head(definition);
    expect(files.map(({ path, size, executable }) => ({ path, size, executable }))).toEqual([
      { path: 'files/hello.sh', size: 9, executable: true },
      { path: 'logo.bin', size: 3, executable: false },
    ]);
  });

  it('leads from the help of the masthead to the rules and to what scripts need', async () => {
    const page = await visit('/');
    await page.getByRole('button', { name: 'Help' }).click();
    for (const [name, path] of [['API (OpenAPI)', '/api/v1/openapi.json'], ['JSON schema', '/api/v1/schema/execution-environment.json']] as const) {
      const link = page.getByRole('menuitem', { name });
      expect(await link.getAttribute('href')).toBe(path);
      expect((await fetch(`${url}${path}`)).status).toBe(200);
    }
    await page.getByRole('menuitem', { name: 'What the editor checks' }).click();
    await page.getByRole('heading', { name: 'What the editor checks' }).waitFor();
  });

  it('gives every key after Ctrl-S to the dialog, none to the text behind it', async () => {
    const definition = await definitionWith(TEXT);
    const page = await visit(`/definitions/${definition.id}`);
    const editor = await editorReady(page);
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# more');
    await page.keyboard.press('Control+s');
    await page.keyboard.type('in a hurry');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as r2').waitFor();
    expect(await head(definition)).toMatchObject({ text: `${TEXT}# more`, message: 'in a hurry' });
  });

  it('starts a build with Ctrl-Enter, after saving what was not saved', async () => {
    const definition = await definitionWith(TEXT);
    const page = await visit(`/definitions/${definition.id}`);
    await editorReady(page);
    await page.locator('#form-python').fill('jmespath');
    await page.locator('#form-python').press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Save and build' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/builds\/[a-z0-9]+/);
    const buildId = /builds\/([a-z0-9]+)/.exec(page.url())?.[1] ?? '';
    const build = await api.getBuild(buildId);
    expect(build.revision).toBe(2);
    await api.raw(`/builds/${buildId}/cancel`, { method: 'POST' });
  });
});

describe('credentials', () => {
  it('are made, changed only with the secret given again for another host, and removed', async () => {
    const page = await visit('/credentials?new=registry');
    const name = uniqueName('registry');
    await page.locator('#credential-name').fill(name);
    await page.locator('#credential-host').fill('registry.invalid:5000');
    await page.locator('#credential-username').fill('somebody');
    await page.locator('#credential-secret').fill('s3cret-value');
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    const row = page.getByRole('row').filter({ hasText: name });
    await row.getByText('Refused').waitFor();
    expect(await page.content()).not.toContain('s3cret-value');

    await row.getByRole('button', { name: 'Kebab toggle' }).click();
    await page.getByRole('menuitem', { name: 'Change' }).click();
    await page.locator('#credential-host').fill('other.invalid:5000');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Give it again for the new one').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

    await row.getByRole('button', { name: 'Kebab toggle' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await row.waitFor({ state: 'detached' });
    const response = await api.raw('/credentials');
    const { items } = (await response.json()) as { items: unknown[] };
    expect(items.map((item) => Credential.parse(item).name)).not.toContain(name);
  });
});

describe('every page', () => {
  const pages = ['/', '/definitions', '/definitions/new', '/templates', '/credentials', '/workers', '/collections', '/builds'];

  async function seriousProblems(page: Page): Promise<string[]> {
    // Monaco's own elements are not ours to change; it has an accessibility mode of its own.
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  }

  async function settled(page: Page): Promise<void> {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await expect.poll(() => page.locator('.eef-state').count(), { timeout: WAIT_MS }).toBe(0);
  }

  it.each<BrowserOptions>([
    { width: 1280, theme: 'light' },
    { width: 390, height: 844, theme: 'dark' },
  ])('has no serious accessibility problem and does not scroll sideways: $width $theme', async (options) => {
    const definition = await definitionWith(TEXT);
    const page = await visit('/', options);
    const found: Record<string, string[]> = {};
    const tabs = ['edit', 'revisions', 'builds', 'files', 'settings'].map((tab) => `/definitions/${definition.id}?tab=${tab}`);
    for (const path of [...pages, ...tabs]) {
      await page.goto(`${url}${path}`);
      await settled(page);
      const problems = await seriousProblems(page);
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (isTooWide) problems.push('scrolls sideways');
      if (problems.length > 0) found[path] = problems;
    }
    expect(found).toEqual({});
  });
});
