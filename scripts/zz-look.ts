import { launchChromium } from '#scripts/chromium.ts';
import AxeBuilder from '@axe-core/playwright';
const base = 'http://localhost:18480';
const play = `---
- hosts: localhost
  vars:
    ee_base_registry_username: puller
    ee_base_registry_password: "{{ registrypwd }}"
    ee_registry_username: pusher
    ee_registry_password: s3cret
    ee_registry_dest: "quay.io/team"
    ee_pull_collections_from_hub: true
    ee_builder_dir: /tmp/
    ee_list:
      - name: ee_aws
        alt_name: EE for AWS
        tag: 1.0
        organization: Ops
        images:
          base_image:
            name: "{{ hub }}/minimal:1.10"
        dependencies:
          python:
            - boto3  # for AWS
      - name: ee_aws_2
        image: odd
        base_image: quay.io/b/c:2
  roles:
    - infra.ee_utilities.ee_builder
`;
const run = Date.now().toString(36);
for (const [width, scheme] of [[1280, 'light'], [390, 'dark']] as const) {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, acceptDownloads: true });
  const page = await context.newPage();
  page.on('console', (m) => { if (m.type() === 'error') console.log('CONSOLE', m.text(), m.location().url); });
  page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
  await page.goto(`${base}/definitions/new?from=upload`);
  await page.getByLabel('Or paste text').waitFor();
  await page.screenshot({ path: `/tmp/cli-look-${width}-0.png`, fullPage: true });
  await page.getByLabel('Files to import').setInputFiles({ name: 'build_ee.yml', mimeType: 'text/yaml', buffer: Buffer.from(play) });
  await page.getByRole('listitem', { name: 'ee_aws_2' }).waitFor();
  await page.screenshot({ path: `/tmp/cli-look-${width}-1.png`, fullPage: true });
  const axe = await new AxeBuilder({ page }).analyze();
  console.log(width, 'axe', axe.violations.map((v) => `${v.impact} ${v.id} ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join('; ')}`));
  await page.getByLabel('hub', { exact: true }).fill('hub.example');
  await page.locator('#upload-name-0').fill(`ee_aws_${width}_${run}`);
  await page.locator('#upload-name-1').fill(`ee_two_${width}_${run}`);
  await page.getByRole('button', { name: 'Create 2 definitions' }).click();
  await page.waitForURL('**/definitions');
  await page.getByRole('link', { name: `ee_aws_${width}_${run}` }).first().click();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /ee_utilities/ }).waitFor();
  await page.screenshot({ path: `/tmp/cli-look-${width}-2.png` });
  const axe2 = await new AxeBuilder({ page }).analyze();
  console.log(width, 'axe2', axe2.violations.map((v) => `${v.impact} ${v.id} ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join('; ')}`));
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /ee_utilities/ }).click();
  const file = await waiting;
  console.log(file.suggestedFilename());
  await file.saveAs('/tmp/cli-look.zip');
  await browser.close();
}
