import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Credential } from '#lib/contract/credentials.ts';
import type { RevisionSettings } from '#lib/contract/definitions.ts';
import { Inventory } from '#lib/contract/inventory.ts';
import type { Preflight } from '#lib/contract/preflight.ts';
import { normalizePythonName } from '#lib/ee/requirements/pep508.ts';
import { openBrowser } from '#test/support/browser.ts';
import { eeAws } from '#test/support/definitions.ts';
import { platform } from '#test/support/platform.ts';
import { ensureCollections, runPreflight, withFirstFixes } from '#test/support/preflights.ts';

const { api, base, url, registry, secrets } = platform();
let definitionId = '';
let settings: RevisionSettings;

const COLLECTIONS = [
  { name: 'older', files: { 'requirements.txt': 'six<1.16\n' } },
  { name: 'newer', files: { 'requirements.txt': 'six>=1.17\n', 'requirements-extra.txt': 'boto3\n' } },
  { name: 'net', files: { 'meta/execution-environment.yml': 'version: 1\ndependencies: {python: deps.txt}\n', 'deps.txt': 'netaddr>=1.0\n', 'requirements.txt': 'ignored\n' } },
  { name: 'system', files: { 'bindep.txt': 'no-such-library [platform:dpkg]\nno-such-rpm [platform:rpm]\n' } },
  { name: 'part', version: '1.0.0' },
  { name: 'part', version: '2.0.0' },
  { name: 'whole', dependencies: { 'eefpreflight.part': '>=2.0.0' } },
];

beforeAll(async () => {
  await ensureCollections(platform(), COLLECTIONS);
  definitionId = (await api.createDefinition({ name: `preflight-${Date.now().toString(36)}`, text: 'version: 3\n' })).id;
  settings = await platform().defaultSettings();
});

function definition({ image = base, python = '', system = '', collections = '' }: { image?: string; python?: string; system?: string; collections?: string }): string {
  return `---
version: 3
images:
  base_image:
    name: ${image}
options:
  package_manager_path: /usr/bin/apt-get
  skip_pip_install: true
dependencies:
  python: [${python}]
  system: [${system}]
  galaxy:
    collections: [${collections}]
`;
}

function check(text: string, changes: Partial<RevisionSettings> = {}): Promise<Preflight> {
  return runPreflight(platform(), definitionId, { text, files: [], settings: { ...settings, ...changes } });
}

/** Who asks for what, by conflict. */
function asked({ result }: Preflight): string[] {
  return (result?.conflicts ?? []).map(({ askers }) => askers.map(({ who, line }) => `${who}: ${line}`).sort().join(' | ')).sort();
}

function problems({ result }: Preflight): string[] {
  return (result?.checks ?? []).filter(({ status }) => status === 'problem').map(({ detail }) => detail);
}

/** What was resolved and is not, or not so, in the image. */
function differences({ result }: Preflight, packages: readonly { name: string; version: string }[]): string[] {
  const installed = new Map(packages.map(({ name, version }) => [normalizePythonName(name), version]));
  const other = (result?.python ?? []).filter(({ name, version }) => installed.get(name) !== version);
  return other.map(({ name, version }) => `${name} ${version}, built ${installed.get(name) ?? 'nothing'}`);
}

function expectGreen(preflight: Preflight): void {
  expect(problems(preflight), JSON.stringify(preflight.result?.conflicts)).toEqual([]);
  expect(preflight.status).toBe('ok');
}

describe.concurrent('a preflight', () => {
  it('finds conflicts of Python and system packages, each with who asks, and is green once the fixes are made', async () => {
    const text = definition({
      python: '"netaddr<1", "botocore==1.40.0", "boto3==1.34.0", no-such-package-eef, "tabulate==999"',
      system: '"tree [platform:dpkg]", no-such-tool',
      collections: 'eefpreflight.older, eefpreflight.newer, eefpreflight.net, eefpreflight.system',
    });
    const found = await check(text);
    expect(found.status).toBe('problems');
    expect(asked(found)).toEqual([
      'eefpreflight.net: netaddr>=1.0 | you: netaddr<1',
      'eefpreflight.newer: six>=1.17 | eefpreflight.older: six<1.16',
      'eefpreflight.system: no-such-library [platform:dpkg]',
      'you: boto3==1.34.0 | you: botocore==1.40.0',
      'you: no-such-package-eef',
      'you: no-such-tool',
      'you: tabulate==999',
    ]);
    const net = found.result?.collections.find(({ name }) => name === 'eefpreflight.net');
    expect(net).toMatchObject({ python: { file: 'deps.txt', lines: 1 }, ignored: [{ file: 'requirements.txt' }] });
    expect(found.result?.collections.find(({ name }) => name === 'eefpreflight.newer')?.ignored).toMatchObject([{ file: 'requirements-extra.txt' }]);
    expectGreen(await check(withFirstFixes(text, found)));
  });

  it('finds a package that refuses the Python of the base', async () => {
    const text = definition({ python: '"scipy==1.10.1"' });
    const found = await check(text);
    expect(asked(found)).toEqual(['you: scipy==1.10.1']);
    expect(found.result?.conflicts[0]?.what).toMatch(/needs Python .*<3\.12.*the base image has 3\.13/);
    expectGreen(await check(withFirstFixes(text, found)));
  });

  it('finds unknown collections, missing versions and ranges that contradict each other, one after the other', async () => {
    const text = definition({ collections: 'eefpreflight.whole, {name: eefpreflight.part, version: "1.0.0"}, {name: eefpreflight.net, version: ">=7"}, no.such' });
    const seen: string[] = [];
    let current = text;
    let found = await check(current);
    for (let round = 0; round < 4 && found.status === 'problems'; round += 1) {
      seen.push(...asked(found));
      current = withFirstFixes(current, found);
      found = await check(current);
    }
    expectGreen(found);
    expect(seen.sort()).toEqual(['eefpreflight.whole: eefpreflight.part >=2.0.0 | you: eefpreflight.part 1.0.0', 'you: eefpreflight.net >=7', 'you: no.such']);
  });

  it('finds a missing tag and offers one that there is', async () => {
    const text = definition({ image: base.replace(/:latest$/, ':nope') });
    const found = await check(text);
    expect(problems(found)).toEqual([`${registry} has no ee-minimal with the tag "nope".`]);
    expectGreen(await check(withFirstFixes(text, found)));
  });

  it('tells a missing image, an unknown host and a refused log-in apart', async () => {
    expect(problems(await check(definition({ image: `${registry}/no-such-image:1` })))[0]).toMatch(/has no (?:repository )?no-such-image/);
    expect(problems(await check(definition({ image: 'no-such-host.invalid/base:1' })))).toEqual(['Builds cannot reach no-such-host.invalid: there is no such host, or it has a private address.']);
    const refused = await check(definition({}), { pullCredentialIds: [] });
    expect(refused.result?.checks).toContainEqual(expect.objectContaining({ id: 'base-image', status: 'problem', detail: `The base image needs a log-in: ${registry} answered 401.`, remedy: 'Choose a pull credential in Output.' }) as object);
    expectGreen(await check(definition({})));
  });

  it('names a Galaxy server that does not answer', async () => {
    const credential = await api.call('/credentials', { method: 'POST', body: { kind: 'galaxy', name: `gone-${Date.now().toString(36)}`, host: 'http://localhost:18099/' }, schema: Credential });
    const found = await check(definition({ collections: 'eefpreflight.net' }), { galaxyCredentialIds: [credential.id] });
    expect(problems(found)).toEqual(['The Galaxy server http://localhost:18099 cannot be reached.']);
    await api.raw(`/credentials/${credential.id}`, { method: 'DELETE' });
  });

  it('resolves what a build installs, and keeps secrets out of what it says and logs', async () => {
    const preflight = await check(eeAws(base));
    expectGreen(preflight);
    const logs = await Promise.all((preflight.attempt?.phases ?? []).map(async ({ name }) => (await api.raw(`/preflights/${preflight.id}/attempts/1/log/${name}`)).text()));
    for (const secret of secrets) expect(`${JSON.stringify(preflight)}${logs.join('')}`).not.toContain(secret);
    const built = await api.waitForBuild((await api.startBuild((await api.createDefinition({ name: `resolved-${Date.now().toString(36)}`, text: eeAws(base) })).id)).id);
    expect(built.status).toBe('succeeded');
    const { python } = await api.call(`/builds/${built.id}/contents`, { schema: Inventory });
    expect(differences(preflight, python?.packages ?? [])).toEqual([]);
    const lock = await (await api.raw(`/preflights/${preflight.id}/artifacts/lock`)).text();
    expect(lock).toContain('lock-version = "1.0"');
    for (const { name } of preflight.result?.python ?? []) expect(lock).toContain(`name = "${name}"`);
  });
});

describe('the editor', () => {
  it('shows a conflict, makes the fix as one undo step, and the next preflight is green', async () => {
    const created = await api.createDefinition({ name: `preflight-ui-${Date.now().toString(36)}`, text: definition({ python: '"tabulate==999"' }), settings });
    const { page, close } = await openBrowser();
    try {
      await page.goto(`${url}/definitions/${created.id}?view=both`);
      await page.locator('.view-lines', { hasText: 'tabulate==999' }).waitFor();
      await page.keyboard.press('Control+Shift+Enter');
      const panel = page.getByRole('region', { name: 'Preflight' });
      await panel.getByText('No version of tabulate is ==999.').waitFor();
      await panel.getByText('Problems found').waitFor();
      await panel.getByRole('button', { name: /^Use tabulate==/ }).click();
      await page.locator('.view-lines', { hasText: /tabulate==0\./ }).waitFor();
      await panel.getByText('The definition has changed since this preflight').waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.locator('.view-lines', { hasText: 'tabulate==999' }).waitFor();
      await page.getByRole('button', { name: 'Redo' }).click();
      await panel.getByRole('button', { name: 'Check again' }).click();
      await panel.getByText('Ready to build').waitFor();
      await panel.getByRole('grid', { name: 'Resolved' }).getByText('tabulate', { exact: true }).waitFor();
    } finally {
      await close();
    }
  });
});

describe('the API', () => {
  it('cancels a preflight', async () => {
    const body = { text: definition({}), files: [], settings: { ...settings, workerLabels: ['no-such-label'] } };
    const Started = z.object({ id: z.string(), status: z.string(), waiting: z.object({ reason: z.string() }).nullable() });
    const waiting = await api.call(`/definitions/${definitionId}/preflights`, { method: 'POST', body, schema: Started });
    expect(waiting).toMatchObject({ status: 'queued', waiting: { reason: expect.stringContaining('no-such-label') as string } });
    expect(await api.call(`/preflights/${waiting.id}/cancel`, { method: 'POST', schema: Started })).toMatchObject({ status: 'cancelled' });
  });
});
