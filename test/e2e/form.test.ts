import { randomBytes } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Definition } from '#lib/contract/definitions.ts';
import { openBrowser, type BrowserOptions, type BrowserPage } from '#test/support/browser.ts';
import { platform } from '#test/support/platform.ts';

const WAIT_MS = 60_000;
const POLL = { timeout: WAIT_MS };
const { api, url } = platform();
let open: BrowserPage[] = [];

afterEach(async () => {
  const closing = open;
  open = [];
  for (const browser of closing) await browser.close();
});

const TEXT = `version: 3
images:
  base_image:
    name: localhost:5000/ee-minimal:1.0
dependencies:
  python: [six]
  system: |
    git [platform:rpm]
    gcc
additional_build_steps:
  append_final: |
    RUN echo one
    RUN echo two
options:
  user: '1001'
`;
const OLD_TEXT = `version: 1
build_arg_defaults:
  EE_BASE_IMAGE: localhost:5000/ee-minimal:1.0
dependencies:
  python: |
    six # ours
additional_build_steps:
  append: RUN echo old
`;

async function visit(text: string, query = '', options: BrowserOptions = {}): Promise<{ page: Page; definition: Definition }> {
  const definition = await api.createDefinition({ name: `form-${randomBytes(4).toString('hex')}`, text });
  const browser = await openBrowser(options);
  open.push(browser);
  const { page } = browser;
  page.setDefaultTimeout(WAIT_MS);
  await page.goto(`${url}/definitions/${definition.id}${query}`);
  await page.locator('#form-base-image').waitFor({ state: 'attached' });
  return { page, definition };
}

async function editorReady(page: Page): Promise<void> {
  await page.locator('#tab-edit .eef-editor[data-ready="true"]').waitFor();
}

function fieldOf(page: Page, path: string) {
  return page.locator(`[data-field="${path}"]`);
}

function focusedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id);
}

/** The lines that are highlighted in the YAML. */
async function markedText(page: Page): Promise<string> {
  const boxes = await page.locator('.eef-marked-line').evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().top));
  const lines = await page.locator('#tab-edit .view-line').evaluateAll((all) => all.map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent })));
  return lines.filter(({ top }) => boxes.some((box) => Math.abs(box - top) < 2)).map(({ text }) => text.replaceAll('\u00a0', ' ')).join('\n');
}

async function save(page: Page, revision: number): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByLabel('Message').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(`Saved as r${revision}`).waitFor();
}

async function savedText(definition: Definition): Promise<string> {
  return (await api.call(`/definitions/${definition.id}`, { schema: Definition })).head.text;
}

describe('the preview', () => {
  it('follows the typing, and each instruction leads to the key that made it', async () => {
    const { page } = await visit(TEXT, '?side=preview');
    await editorReady(page);
    const preview = page.getByRole('list', { name: 'Containerfile', exact: true });
    await preview.getByRole('button', { name: /^USER 1001/ }).click();
    await expect.poll(() => focusedId(page), POLL).toBe('form-user');
    await expect.poll(() => markedText(page), POLL).toBe("  user: '1001'");
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2002');
    await preview.getByRole('button', { name: /^USER 2002/ }).waitFor();

    await preview.getByRole('button', { name: /^RUN echo two/ }).click();
    await expect.poll(() => focusedId(page), POLL).toBe('form-append_final');
    await preview.getByRole('button', { name: /^WORKDIR \/runner/ }).click();
    await expect.poll(() => focusedId(page), POLL).toBe('form-workdir');

    await page.getByText('Changes since r1').click();
    await page.getByText('Since the last save: 1 line added, 1 removed').waitFor();
    await preview.locator('li[data-kind="removed"]').getByText('USER 1001').waitFor();
    await page.getByLabel('File of the build context').selectOption('_build/bindep.txt');
    await page.getByRole('list', { name: '_build/bindep.txt' }).getByText('git [platform:rpm]').waitFor();
  });

  it('says why a text cannot be written, and keeps the last one that could', async () => {
    const { page } = await visit(TEXT, '?side=preview');
    await editorReady(page);
    await page.locator('#tab-edit .monaco-editor').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('foo: bar');
    await page.getByText('The text cannot be turned into a Containerfile').waitFor();
    await page.getByRole('list', { name: 'Containerfile', exact: true }).getByText('USER 1001').waitFor();
  });
});

describe('package look-up', () => {
  it('suggests what the Galaxy server has, with its versions, and marks what it does not have', async () => {
    const { page, definition } = await visit(TEXT, '?side=problems');
    await editorReady(page);
    await page.locator('#form-collections').pressSequentially('amazon.a');
    await page.getByRole('option', { name: 'amazon.aws' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator('#form-collection-0-version').pressSequentially('==');
    const newest = page.getByRole('option', { name: /newest/ });
    const version = (await newest.innerText()).split('\n')[0] ?? '';
    await newest.click();
    await page.locator('#form-collections').fill('amazon.nope');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Problems' }).getByText(/^The collection amazon\.nope does not exist on /).waitFor();
    await save(page, 2);
    const text = await savedText(definition);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(text).toContain(`- name: amazon.aws\n        version: '==${version}'\n`);
    expect(text).toContain('amazon.nope');
  });
});

describe('the form and the YAML', () => {
  it('mark each other: the field under the cursor, the lines of the field in hand', async () => {
    const { page } = await visit(TEXT);
    await editorReady(page);
    await page.locator('#tab-edit .view-line', { hasText: 'gcc' }).click();
    await fieldOf(page, 'dependencies.system').and(page.locator('[data-marked]')).waitFor();
    await fieldOf(page, 'dependencies.system.1').and(page.locator('[data-marked]')).waitFor();
    await expect.poll(() => page.locator('[aria-current="true"]').filter({ hasText: 'System' }).count(), POLL).toBe(1);
    await page.locator('#form-base-image').focus();
    await expect.poll(() => markedText(page), POLL).toBe('    name: localhost:5000/ee-minimal:1.0');
    expect(await page.locator('[data-marked]').count()).toBe(0);
  });

  it('share the problems: a fix, and a warning that is ignored at its place', async () => {
    const { page, definition } = await visit(TEXT.replace('localhost:5000/ee-minimal:1.0', 'quay.io/x/ee-minimal:latest').replace('options:', 'optoins:'), '?side=problems');
    await editorReady(page);
    const problems = page.getByRole('list', { name: 'Problems' });
    const ignore = problems.getByRole('button', { name: /^Ignore here/ });
    await problems.getByRole('button', { name: 'Change to options' }).click();
    await problems.getByRole('button', { name: 'Change to options' }).waitFor({ state: 'detached' });
    await ignore.first().waitFor();
    const count = await problems.getByRole('listitem').count();
    await ignore.first().click();
    await expect.poll(() => problems.getByRole('listitem').count(), POLL).toBe(count - 1);
    await save(page, 2);
    expect(await savedText(definition)).toContain('\noptions:\n');
    expect(await savedText(definition)).toMatch(/^ {4}# ee-foundry: ignore [\w-]+\n {4}name: quay\.io/m);
  });
});

describe('a link to a field', () => {
  it('opens what hides it and puts the focus there, and the address follows the focus', async () => {
    const { page } = await visit(TEXT, '?field=dependencies.exclude.python');
    await expect.poll(() => focusedId(page), POLL).toBe('form-exclude-python');
    expect(await page.locator('#form-exclude-python').isVisible()).toBe(true);
    const entries = await page.evaluate(() => history.length);
    await page.locator('#form-python').focus();
    await expect.poll(() => new URL(page.url()).searchParams.get('field'), POLL).toBe('dependencies.python');
    expect(await page.evaluate(() => history.length)).toBe(entries);
  });
});

describe('an old definition', () => {
  it('is shown as version 3 beside what it is, before it is changed', async () => {
    const { page, definition } = await visit(OLD_TEXT);
    await editorReady(page);
    await page.getByRole('button', { name: 'Show it as version 3' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.line-insert').first().waitFor();
    await dialog.getByRole('button', { name: 'Use version 3' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('#form-base-image').inputValue(), POLL).toBe('localhost:5000/ee-minimal:1.0');
    await page.locator('#section-files').waitFor();
    await save(page, 2);
    const text = await savedText(definition);
    expect(text).toMatch(/^version: 3\n/);
    expect(text).toContain('six # ours');
    expect(text).toContain('  append_final: RUN echo old\n');
  });

  it('gets packages and collections in the form that its version knows', async () => {
    const { page, definition } = await visit('version: 2\nimages:\n  base_image:\n    name: localhost:5000/ee-minimal:1.0\n');
    await editorReady(page);
    await page.locator('#form-python').fill('six');
    await page.locator('#form-python').press('Enter');
    await page.locator('#form-collections').fill('a.b');
    await page.locator('#form-collections').press('Enter');
    await page.locator('#form-collection-0-name').waitFor();
    await save(page, 2);
    expect(await savedText(definition)).toContain('dependencies:\n  python: |\n    six\n  galaxy: |\n    collections:\n      - name: a.b\n');
  });
});

describe('the keyboard', () => {
  it('is enough: a section, a package and its version, a rare field, an instruction, a save', async () => {
    const { page, definition } = await visit(TEXT, '?view=form&side=preview');
    await page.getByRole('button', { name: 'Python', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => fieldOf(page, 'dependencies.python').evaluate((field) => field.contains(document.activeElement)), POLL).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByLabel('Version of six').waitFor();
    await page.keyboard.type('>=1.16');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), POLL).toBe('six>=1.16');
    await page.locator('#form-python').focus();
    await page.keyboard.type('boto3');
    await page.keyboard.press('Enter');
    for (let stops = 0; stops < 10 && !(await page.evaluate(() => document.activeElement?.textContent.startsWith('Show more') === true)); stops += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect.poll(() => focusedId(page), POLL).toBe('form-ansibleCore');
    await page.keyboard.type('ansible-core==2.18.1');

    const preview = page.getByRole('list', { name: 'Containerfile', exact: true });
    await preview.locator('button[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent.trim()), POLL).toMatch(/^ENTRYPOINT/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focusedId(page), POLL).toBe('form-entrypoint');
    await save(page, 2);
    expect(await savedText(definition)).toBe(TEXT.replace('[six]', '[six>=1.16, boto3]').replace('    gcc\n', '    gcc\n  ansible_core:\n    package_pip: ansible-core==2.18.1\n'));
  });
});

describe('the page', () => {
  it.each<BrowserOptions & { side: string; isOpened: boolean }>([
    { width: 1280, theme: 'light', side: 'preview', isOpened: true },
    { width: 390, height: 844, theme: 'dark', side: 'problems', isOpened: false },
  ])('has no serious accessibility problem and does not scroll sideways: $width $theme', async ({ side, isOpened, ...options }) => {
    const { page } = await visit(TEXT.replace('ee-minimal:1.0', 'ee-minimal:latest'), `?side=${side}`, options);
    await page.getByRole('list', { name: side === 'preview' ? 'Containerfile' : 'Problems', exact: true }).waitFor();
    const more = page.getByRole('button', { name: /^Show more/ });
    while (isOpened && (await more.count()) > 0) await more.first().click();
    // Monaco's own elements are not ours to change; it has an accessibility mode of its own.
    const { violations } = await new AxeBuilder({ page }).include('.eef-workbench').exclude('.monaco-editor').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  });
});
