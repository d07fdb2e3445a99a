import { describe, expect, it } from 'vitest';
import { BuildPage } from '#lib/contract/builds.ts';
import { openBrowser } from '#test/support/browser.ts';
import { platform } from '#test/support/platform.ts';

const { api, url, runInImage, registry } = platform();

const PLAYBOOK = `- hosts: localhost
  gather_facts: false
  tasks:
    - amazon.aws.s3_bucket: {name: never-made, state: present, region: eu-central-1, access_key: a, secret_key: b, endpoint_url: "http://127.0.0.1:9"}
      check_mode: true
      register: answer
      ignore_errors: true
    - ansible.builtin.debug: {msg: "module answered: {{ answer.msg | default('no message') }}"}
`;

describe("the article's ee_aws", () => {
  it('is created from the template, built in the browser, watched to its end, and the image works', async () => {
    const name = `ee_aws_${Date.now().toString(36)}`;
    const { page, close } = await openBrowser();
    try {
      await page.goto(`${url}/definitions/new?template=ee_aws`);
      const nameField = page.getByRole('textbox', { name: /^name/i });
      await nameField.fill(name);
      await page.getByRole('button', { name: /^create/i }).click();
      await page.waitForURL(/\/definitions\/[a-z0-9]+/, { timeout: 60_000 });
      await page.getByRole('button', { name: /^build/i }).first().click();
      await page.waitForURL(/\/builds\/[a-z0-9]+/, { timeout: 60_000 });
      await page.getByText(/STEP \d+\/\d+/).first().waitFor({ timeout: 300_000 });
      await page.getByText('Succeeded').first().waitFor({ timeout: 900_000 });
      await page.getByText(/sha256:[0-9a-f]{6,}/).first().waitFor({ timeout: 60_000 });
    } finally {
      await close();
    }
    const builds = await api.call(`/builds?q=${name}`, { schema: BuildPage });
    const build = builds.items[0];
    expect(build?.status).toBe('succeeded');
    expect(build?.repository).toBe(`${registry}/${name}`);
    const image = `${build?.repository ?? ''}@${build?.digest ?? ''}`;
    expect(await runInImage(image, ['python3', '-c', 'import boto3, botocore; print("boto3 imported")'])).toContain('boto3 imported');
    expect(await runInImage(image, ['ansible-runner', '--version'])).toMatch(/^\d+\./);
    const play = Buffer.from(PLAYBOOK).toString('base64');
    const output = await runInImage(image, ['sh', '-c', `echo ${play} | base64 -d > /tmp/p.yml && ansible-playbook /tmp/p.yml`]);
    expect(output).toContain('module answered:');
    expect(output).not.toContain("couldn't resolve module");
    expect(output).not.toMatch(/boto3.*required/i);
    expect(output).toMatch(/failed=0/);
  });
});
