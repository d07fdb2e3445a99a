import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { afterEach, describe, expect, it } from 'vitest';
import { Definition, DefinitionPage } from '#lib/contract/definitions.ts';
import { readZip } from '#lib/ee/import/zip.ts';
import { openBrowser, type BrowserPage } from '#test/support/browser.ts';
import { platform } from '#test/support/platform.ts';

const WAIT_MS = 60_000;
const { url, registry } = platform();
let open: BrowserPage | null = null;

afterEach(async () => {
  await open?.close();
  open = null;
});

const PLAYBOOK = `---
- hosts: localhost
  vars:
    ee_registry_password: s3cret-value
    ee_registry_dest: quay.io/team
    ee_pull_collections_from_hub: false
    ee_list:
      - name: first
        tag: 1.0
        base_image: "{{ hub }}/minimal:1"
        dependencies:
          python:
            - six  # kept
      - name: second
        base_image: quay.io/b/c:2
  roles:
    - infra.ee_utilities.ee_builder
`;

describe('import and export', () => {
  it('makes a definition of what is in an image of a registry, and says in plain words why it cannot', async () => {
    open = await openBrowser();
    const { page } = open;
    page.setDefaultTimeout(WAIT_MS);
    const name = `of-image-${randomBytes(4).toString('hex')}`;
    await page.goto(`${url}/definitions/new?from=upload`);
    const look = page.getByRole('button', { name: 'Look into the image' });
    await page.getByRole('textbox', { name: 'Or an image' }).fill(`${registry}/ee-minimal:nope`);
    await look.click();
    await page.getByText(`${registry} has no ee-minimal with the tag "nope".`).waitFor();
    await page.getByRole('textbox', { name: 'Or an image' }).fill(`${registry}/ee-minimal:latest`);
    await page.getByLabel('Pull with').selectOption({ label: 'No log-in' });
    await look.click();
    await page.getByText(`The image needs a log-in: ${registry} answered 401.`).waitFor();
    await page.getByLabel('Pull with').selectOption({ index: 1 });
    await look.click();
    await page.getByRole('listitem', { name: 'ee-minimal' }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await page.locator('#upload-name-0').fill(name);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name }).waitFor();
    const { items } = await platform().api.call(`/definitions?q=${name}`, { schema: DefinitionPage });
    const { head } = await platform().api.call(`/definitions/${items[0]?.id ?? ''}`, { schema: Definition });
    expect(head.text).toContain(`name: ${registry}/ee-minimal:latest`);
    expect(head.text).toMatch(/ansible_core:\n\s+package_pip: ansible-core==\d/);
  });

  it('makes several definitions of a playbook after its placeholders are filled in, and exports one again', async () => {
    open = await openBrowser();
    const { page } = open;
    page.setDefaultTimeout(WAIT_MS);
    const suffix = randomBytes(4).toString('hex');
    await page.goto(`${url}/definitions/new?from=upload`);
    await page.getByLabel('Files to import').setInputFiles({ name: 'build_ee.yml', mimeType: 'text/yaml', buffer: Buffer.from(PLAYBOOK) });
    await page.getByRole('listitem', { name: 'second' }).waitFor();
    expect(await page.content()).not.toContain('s3cret-value');
    await page.getByLabel('hub', { exact: true }).fill('hub.example');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

    await page.locator('#upload-name-0').fill(`first-${suffix}`);
    await page.locator('#upload-name-1').fill(`second-${suffix}`);
    await page.getByRole('button', { name: 'Create 2 definitions' }).click();
    await page.waitForURL('**/definitions');
    await page.goto(`${url}/definitions?q=first-${suffix}`);
    await page.getByRole('link', { name: `first-${suffix}` }).first().click();

    await page.getByRole('button', { name: 'Export' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /Folder/ }).click();
    const entries = await readZip(new Uint8Array(await readFile(await (await downloading).path())));
    expect(entries.map(({ path }) => path)).toEqual([`first-${suffix}/execution-environment.yml`]);
    const text = new TextDecoder().decode(entries[0]?.bytes);
    expect(text).toContain('name: hub.example/minimal:1');
    expect(text).toContain('- six  # kept');
  });
});
