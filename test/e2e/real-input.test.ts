import { beforeAll, describe, expect, it } from 'vitest';
import type { Build } from '#lib/contract/builds.ts';
import { Inventory } from '#lib/contract/inventory.ts';
import { BUILD_FILES, buildFiles, copyFrom, eightHooks, failingPip, failingRun, rpmBase, systemPackages } from '#test/support/definitions.ts';
import { platform, type DefinitionFile } from '#test/support/platform.ts';
import { ensureMarkerImage, ensureRpmBase } from '#test/support/images.ts';

const { api, base, registry, runInImage } = platform();

async function build(name: string, text: string, files: readonly DefinitionFile[] = []): Promise<Build> {
  const definition = await api.createDefinition({ name: `${name}-${Date.now().toString(36)}`, text, files: await platform().upload(files) });
  return api.waitForBuild((await api.startBuild(definition.id)).id);
}

async function contents(finished: Build): Promise<Inventory> {
  return api.call(`/builds/${finished.id}/contents`, { schema: Inventory });
}

function reference(finished: Build): string {
  expect(finished.outcome).toMatchObject({ kind: 'succeeded' });
  return `${finished.repository}@${finished.digest ?? ''}`;
}

describe('a definition with system packages', () => {
  it('builds an image that has them', async () => {
    const finished = await build('system', systemPackages(base));
    expect(await runInImage(reference(finished), ['sh', '-c', 'tree --version && jq --version'])).toContain('jq-');
    const inventory = await contents(finished);
    expect(inventory.system.manager).toBe('dpkg');
    expect(inventory.system.packages.map((each) => each.name)).toEqual(expect.arrayContaining(['tree', 'jq']));
  });
});

describe('a definition with steps in all eight hooks', () => {
  it('runs each in its stage, and a RUN that prints STEP lines changes nothing in the structure', async () => {
    const finished = await build('hooks', eightHooks(base));
    expect(await runInImage(reference(finished), ['cat', '/hooks'])).toBe('prepend_base\nappend_base\nprepend_final\nappend_final\n');
    const phase = finished.attempts[0]?.phases.find((each) => each.name === 'build');
    const log = await api.readLog(finished, 'build');
    for (const hook of ['prepend_galaxy ran', 'append_galaxy ran', 'prepend_builder ran', 'append_builder ran', 'STEP 9/9']) expect(log).toContain(hook);
    expect(phase?.steps.length).toBeGreaterThan(20);
    expect(phase?.steps.every((step) => step.status === 'succeeded')).toBe(true);
    expect(phase?.steps.some((step) => step.text.includes('nonsense') && !step.text.includes('echo'))).toBe(false);
  });

  it('takes unchanged steps from the cache the second time', async () => {
    const definition = await api.createDefinition({ name: `again-${Date.now().toString(36)}`, text: systemPackages(base) });
    await api.waitForBuild((await api.startBuild(definition.id)).id);
    const again = await api.waitForBuild((await api.startBuild(definition.id)).id);
    const steps = again.attempts[0]?.phases.find((each) => each.name === 'build')?.steps ?? [];
    expect(steps.filter((step) => step.cached).length).toBeGreaterThan(10);
    expect(await api.readLog(again, 'fetch')).not.toContain('cannot set user namespace');
  });
});

describe('a definition with files beside it', () => {
  it('has requirements, bindep and additional_build_files from them', async () => {
    const finished = await build('files', buildFiles(base), BUILD_FILES);
    expect(await runInImage(reference(finished), ['sh', '-c', 'cat /etc/motd; hello; python3 -c "import six; print(six.__name__)"; command -v tree'])).toBe('built by EE Foundry\nhello from a build file\nsix\n/usr/bin/tree\n');
  });
});

describe('a definition that copies from another image', () => {
  it('has that image fetched before the build', async () => {
    const other = await ensureMarkerImage(platform());
    const finished = await build('copy-from', copyFrom(base, other));
    expect(await runInImage(reference(finished), ['cat', '/from-other'])).toBe('marker\n');
  });
});

describe('a pip requirement that does not exist', () => {
  it('fails the step with its last lines', async () => {
    const finished = await build('bad-pip', failingPip(base));
    expect(finished.status).toBe('failed');
    expect(finished.outcome).toMatchObject({ kind: 'failed', code: 'step_failed', phase: 'build' });
    expect(JSON.stringify(finished.outcome)).toContain('six==999.0.0');
  });
});

describe('a RUN that fails', () => {
  it('is named with its exit code and last words', async () => {
    const finished = await build('bad-run', failingRun(base));
    expect(finished.outcome).toMatchObject({ kind: 'failed', code: 'step_failed', phase: 'build', exitCode: 7 });
    const outcome = finished.outcome?.kind === 'failed' ? finished.outcome : null;
    expect(outcome?.step?.text).toContain('exit 7');
    expect(outcome?.lastLines.join('\n')).toContain('last words of a step');
    const steps = finished.attempts[0]?.phases.find((each) => each.name === 'build')?.steps ?? [];
    expect(steps.filter((step) => step.status === 'failed')).toHaveLength(1);
  });
});

describe('a definition that ansible-builder rejects', () => {
  it('fails in the context phase with its message', async () => {
    const finished = await build('rejected', `version: 3\nimages:\n  base_image:\n    name: ${base}\noptions:\n  user: 1000\n`);
    expect(finished.outcome).toMatchObject({ kind: 'failed', code: 'definition_rejected', phase: 'context' });
    expect(JSON.stringify(finished.outcome)).toContain('1000');
  });
});

describe('a definition on an RPM base', () => {
  let rpm = '';
  beforeAll(async () => {
    rpm = await ensureRpmBase(platform());
  });

  it('installs rpm-qualified packages with dnf and lists them', async () => {
    const finished = await build('rpm', rpmBase(rpm));
    expect(await runInImage(reference(finished), ['cat', '/usr/share/eef-hello/hello.txt'])).toBe('hello\n');
    const inventory = await contents(finished);
    expect(inventory.os?.id).toBe('centos');
    expect(inventory.system).toMatchObject({ manager: 'rpm' });
    expect(inventory.system.packages.map((each) => each.name)).toContain('eef-hello');
  });
});

describe('the registry', () => {
  it('holds the wanted tags and refuses people without a log-in', async () => {
    const answer = await fetch(`http://${registry}/v2/`);
    expect(answer.status).toBe(401);
  });
});
