import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { afterEach, describe, expect, it } from 'vitest';
import { readZip } from '#lib/ee/import/zip.ts';
import { openBrowser, type BrowserPage } from '#test/support/browser.ts';
import { platform } from '#test/support/platform.ts';

const WAIT_MS = 60_000;
const { url } = platform();
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
