import { randomBytes } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Definition, Revision } from '#lib/contract/definitions.ts';
import { DraftAnswer, type Draft } from '#lib/contract/drafts.ts';
import { openBrowser, type BrowserOptions, type BrowserPage } from '#test/support/browser.ts';
import { createOwnServer, type OwnServer } from '#test/support/own-server.ts';

const WAIT_MS = 60_000;
const TEXT = `version: 3
images:
  base_image:
    name: localhost:5000/ee-minimal:latest # the starter base
dependencies:
  python: [six]
`;

let server: OwnServer;
let open: BrowserPage[] = [];

beforeAll(async () => {
  server = await createOwnServer();
  await server.start();
});
afterAll(() => server.remove());
afterEach(async () => {
  const closing = open;
  open = [];
  for (const browser of closing) await browser.close();
});

async function visit(path: string, options: BrowserOptions = {}): Promise<Page> {
  const browser = await openBrowser(options);
  open.push(browser);
  browser.page.setDefaultTimeout(WAIT_MS);
  await browser.page.goto(`${server.url}${path}`);
  return browser.page;
}

async function makeDefinition(text = TEXT): Promise<Definition> {
  return server.api.createDefinition({ name: `drafts-${randomBytes(4).toString('hex')}`, text });
}

function keptDraft({ id }: Definition): Promise<Draft | null> {
  return server.api.call(`/definitions/${id}/draft`, { schema: DraftAnswer }).then(({ draft }) => draft);
}

async function head({ id }: Definition): Promise<Revision> {
  return (await server.api.call(`/definitions/${id}`, { schema: Definition })).head;
}

/** Somebody else saves. */
async function saveAs(definition: Definition, text: string): Promise<void> {
  const body = { baseRevision: (await head(definition)).number, text, files: [], settings: definition.head.settings, message: 'Theirs' };
  await server.api.call(`/definitions/${definition.id}/revisions`, { method: 'POST', body, schema: Revision });
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  const editor: Locator = page.locator('#tab-edit .monaco-editor').first();
  await page.locator('#tab-edit .eef-editor[data-ready="true"]').waitFor();
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

async function shows(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.locator('#tab-edit .view-lines').innerText().then((lines) => lines.replaceAll('\u00a0', ' ')), { timeout: WAIT_MS }).toContain(text);
}

async function isKept(page: Page): Promise<void> {
  await page.getByText('Unsaved, kept as draft').waitFor();
}

async function save(page: Page, revision: number): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByLabel('Message').press('Enter');
  await page.getByText(`Saved as r${String(revision)}`).waitFor();
}

describe('a draft', () => {
  it('is back after a reload, in another browser with nothing stored, and marked in the list; a save ends it', async () => {
    const definition = await makeDefinition();
    const page = await visit(`/definitions/${definition.id}`);
    await typeAtEnd(page, '# typed');
    await isKept(page);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('eef:draft')))).toEqual([]);
    await page.reload();
    await page.getByText('Your unsaved draft is back').waitFor();
    await shows(page, '# typed');

    const other = await visit('/definitions');
    const row = other.getByRole('row').filter({ hasText: definition.name });
    await row.getByText('draft', { exact: true }).waitFor();
    await row.getByRole('link', { name: definition.name }).click();
    await other.getByText('It was kept on the server').waitFor();
    await shows(other, '# typed');
    await save(other, 2);
    expect((await head(definition)).text).toBe(`${TEXT}# typed`);
    expect(await keptDraft(definition)).toBeNull();
    await other.getByRole('link', { name: 'Definitions' }).first().click();
    await row.waitFor();
    await row.getByText('draft', { exact: true }).waitFor({ state: 'detached' });
  });

  it('is left behind without a question while the server has it, and with one while it has not', async () => {
    const definition = await makeDefinition();
    const page = await visit(`/definitions/${definition.id}`, { expects: /ERR_FAILED/ });
    await typeAtEnd(page, '# typed');
    await isKept(page);
    await page.getByRole('link', { name: 'Workers' }).click();
    await page.getByRole('heading', { name: 'Workers', level: 1 }).waitFor();
    await page.goBack();
    await page.getByText('Your unsaved draft is back').waitFor();
    await page.route('**/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    await typeAtEnd(page, ' more');
    await page.getByText('Kept in this browser; the server could not be reached').waitFor();
    await page.getByRole('link', { name: 'Workers' }).click();
    await page.getByRole('dialog').getByText('The server does not have your changes').waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.unroute('**/draft');
    await isKept(page);
    expect((await keptDraft(definition))?.text).toBe(`${TEXT}# typed more`);
  });

  it('loses nothing when the server is killed while one types', async () => {
    const definition = await makeDefinition();
    const page = await visit(`/definitions/${definition.id}`, { expects: /ERR_CONNECTION|WebSocket|ERR_EMPTY|ERR_SOCKET|Failed to load resource/ });
    page.on('dialog', (dialog) => void dialog.accept());
    await typeAtEnd(page, '# before');
    await isKept(page);
    await page.keyboard.type(' while');
    await server.kill();
    await page.keyboard.type(' after');
    await page.getByText('Kept in this browser; the server could not be reached').waitFor();
    await server.start();
    await page.reload();
    await shows(page, '# before while after');
    await isKept(page);
    await expect.poll(async () => (await keptDraft(definition))?.text, { timeout: WAIT_MS }).toBe(`${TEXT}# before while after`);
    expect((await head(definition)).number).toBe(1);
  });

  it('is not overwritten by a second tab: that one is told, and takes over or loads the other', async () => {
    const definition = await makeDefinition();
    const first = await visit(`/definitions/${definition.id}`, { expects: /409/ });
    await typeAtEnd(first, '# begun');
    await isKept(first);
    const second = await first.context().newPage();
    second.setDefaultTimeout(WAIT_MS);
    await second.goto(`${server.url}/definitions/${definition.id}`);
    await shows(second, '# begun');
    await first.bringToFront();
    await typeAtEnd(first, ' first');
    await isKept(first);
    await typeAtEnd(second, ' second');
    await second.getByText('Your draft was changed in another tab or browser').waitFor();
    expect((await keptDraft(definition))?.text).toBe(`${TEXT}# begun first`);
    await second.getByRole('button', { name: 'Go on with what is here' }).click();
    await isKept(second);
    expect((await keptDraft(definition))?.text).toBe(`${TEXT}# begun second`);
    await typeAtEnd(first, '!');
    await first.getByText('Your draft was changed in another tab or browser').waitFor();
    await first.getByRole('button', { name: 'Load the other one' }).click();
    await shows(first, '# begun second');
    await isKept(first);
    expect((await keptDraft(definition))?.text).toBe(`${TEXT}# begun second`);
  });
});

describe('a save over somebody else’s', () => {
  it('merges what fits together and shows it before it is saved', async () => {
    const definition = await makeDefinition();
    const page = await visit(`/definitions/${definition.id}`);
    await typeAtEnd(page, '# mine');
    await isKept(page);
    await saveAs(definition, TEXT.replace('ee-minimal:latest', 'ee-minimal:2'));
    await page.getByText('r2 was saved by').waitFor();
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Both changes fit together').waitFor();
    await dialog.locator('.eef-editor[data-ready="true"]').waitFor();
    await dialog.getByRole('button', { name: 'Go on with the result' }).click();
    await save(page, 3);
    expect((await head(definition)).text).toBe(`${TEXT.replace('ee-minimal:latest', 'ee-minimal:2')}# mine`);
    expect(await keptDraft(definition)).toBeNull();
  });

  it('asks at each place that both changed, and warns of a result that does not parse', async () => {
    const definition = await makeDefinition();
    const page = await visit(`/definitions/${definition.id}`);
    await typeAtEnd(page, '# mine');
    await isKept(page);
    await saveAs(definition, `${TEXT}theirs: [\n`);
    await page.getByRole('button', { name: 'Merge the two' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Choose at 1 place that both of you changed').waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Go on with the result' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Both, theirs first').check();
    await dialog.getByText('The merged text is not YAML').waitFor();
    await dialog.getByLabel('Mine', { exact: true }).check();
    await dialog.getByText('The merged text is not YAML').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Go on with the result' }).click();
    await save(page, 3);
    expect((await head(definition)).text).toBe(`${TEXT}# mine`);
  });
});

describe('templates', () => {
  it('lead from the gallery to a definition, and from a definition to one of the team’s own', async () => {
    const page = await visit('/templates');
    await page.getByLabel('Search templates').fill('cisco');
    await page.getByRole('button', { name: 'Look at Network' }).click();
    await page.getByRole('dialog').getByText('one collection for each kind of device', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('link', { name: 'Use' }).click();
    const name = `network-${randomBytes(4).toString('hex')}`;
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Save as template' }).click();
    await page.locator('#template-title').fill(`Our ${name}`);
    await page.locator('#template-tags').fill('ours, network');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'See it in the gallery' }).click();
    const own = page.getByRole('region', { name: 'Your team’s' });
    await own.getByRole('link', { name: `Use Our ${name}` }).click();
    await expect.poll(() => page.getByLabel('Name').inputValue(), { timeout: WAIT_MS }).toBe(`our-${name}`);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: `our-${name}`, level: 1 }).waitFor();
    await shows(page, 'cisco.ios');
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('button', { name: `Remove Our ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText(`Our ${name} is removed`).waitFor();
    await own.waitFor({ state: 'detached' });
  });
});
