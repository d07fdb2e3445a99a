import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PhaseName } from '#lib/contract/builds.ts';
import { PreflightResult } from '#lib/contract/preflight.ts';
import { PreflightJob } from '#lib/contract/worker-protocol.ts';
import { buildJob } from '#test/support/build-job.ts';
import type { FakeContainer, FakeProgram } from '#test/support/fake-driver.ts';
import { PASSWORD, useFakeWorker, type Programs } from '#test/support/fake-worker.ts';
import { AttemptEnd } from '#worker/build/attempt-end.ts';
import { runPreflight } from '#worker/preflight/run-preflight.ts';

const IMAGE = 'registry.example/base:1';
const CONTAINERFILE = `ARG EE_BASE_IMAGE="${IMAGE}"\nARG PYCMD="/usr/bin/python3"\nARG PKGMGR="/usr/bin/apt-get"\nFROM $EE_BASE_IMAGE AS base\nRUN $PYCMD -m pip install --no-cache-dir 'dumb-init==1.2.5'\n`;
const PROBE = { os: { id: 'debian', versionId: '13', prettyName: 'Debian 13' }, architecture: 'x86_64', python: { version: '3.13.5', packages: [{ name: 'ansible-core', version: '2.21.5' }, { name: 'ansible-runner', version: '2.4.3' }] }, system: { manager: 'dpkg', packages: [] } };
const TEXT = `version: 3\nimages:\n  base_image:\n    name: ${IMAGE}\ndependencies:\n  python: [boto3]\n  galaxy:\n    collections: [acme.tools]\noptions:\n  package_manager_path: /usr/bin/apt-get\n  skip_pip_install: true\n`;

function imageAnswer(changes: object) {
  return JSON.stringify([{ image: IMAGE, digest: `sha256:${'a'.repeat(64)}`, error: null, isStored: true, isNewer: false, tags: [], ...changes }]);
}

async function readRequest({ phase }: FakeContainer, name: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(phase.dirs.in, name), 'utf8'));
}

const green = {
  async context({ leave }) {
    await leave('Containerfile', CONTAINERFILE);
    await leave('requirements.yml', 'collections: [acme.tools]\n');
    await leave('context.tar', 'tar');
    return 0;
  },
  async fetch({ leave, secret, print }) {
    await leave('ready', '');
    print(await secret('auth.json'));
    await leave('images.json', imageAnswer({}));
    await leave('bundles', '');
    return 0;
  },
  async collect({ leave, secret }) {
    await leave('ready', '');
    await secret('galaxy.cfg');
    await leave('collections.tar', 'tar');
    return 0;
  },
  async probe({ leave }) {
    await leave('facts', 'manager=yes\npython=yes\npip=pip 25\nlibc=glibc 2.41\nconfig=global.index-url=\'https://mirror.example/simple\'\n');
    await leave('os-release', 'ID=debian\n');
    await leave('probe.json', JSON.stringify(PROBE));
    return 0;
  },
  async introspect({ leave }) {
    const none = { file: null, lines: [], excluded: [] };
    const collection = { name: 'acme.tools', version: '1.0.0', dependencies: {}, sizeBytes: 10, python: { file: 'requirements.txt', lines: ['six>=1'], excluded: [] }, system: none, ignored: [], error: null };
    await leave('introspect.json', JSON.stringify({ collections: [collection], user: { python: ['boto3'], system: [] }, errors: [] }));
    return 0;
  },
  async resolve({ leave }) {
    await leave('resolved.json', JSON.stringify({ packages: [{ name: 'boto3', version: '1.44.8', via: ['-r user.in'], needsBuilding: false }], newest: {}, conflicts: [], error: null }));
    await leave('pylock.toml', 'lock-version = "1.0"\n');
    return 0;
  },
} satisfies Partial<Record<PhaseName, FakeProgram>>;

const worker = useFakeWorker();
const { logOf, statuses } = worker;

function run(programs: Programs = {}, changes: Partial<PreflightJob> = {}, control = new AbortController()) {
  const job = PreflightJob.parse({ ...buildJob(), kind: 'preflight', preflightId: 'preflight1', text: TEXT, ...changes });
  return worker.run({ runJob: runPreflight, job, programs: { ...green, ...programs }, control });
}

function result(): PreflightResult {
  return PreflightResult.parse(JSON.parse(worker.server.artifacts.get('preflight')?.toString('utf8') ?? 'null'));
}

describe('runPreflight', () => {
  it('runs its phases, tells what it found and keeps the lock', async () => {
    const fake = await run();
    expect(worker.server.completed.map(({ reason }) => reason)).toEqual([{ kind: 'checked', status: 'ok' }]);
    expect(statuses()).toEqual({ context: 'succeeded', fetch: 'succeeded', collect: 'succeeded', probe: 'succeeded', introspect: 'succeeded', resolve: 'succeeded', packages: 'skipped' });
    expect(result()).toMatchObject({ status: 'ok', base: { python: '3.13.5', os: 'Debian 13' }, python: [{ name: 'boto3', askedBy: ['you'] }], collections: [{ name: 'acme.tools', askedBy: ['you'] }] });
    expect([...worker.server.artifacts.keys()].sort()).toEqual(['containerfile', 'lock', 'preflight']);
    expect(fake.started.map(({ labels }) => labels.phase).sort()).toEqual(['collect', 'context', 'fetch', 'introspect', 'probe', 'resolve']);
  });

  it('gives secrets to fetch and collect only, and a network to no phase that runs programs of the base', async () => {
    const fake = await run();
    expect(fake.events.filter((event) => event.startsWith('deliver')).sort()).toEqual(['deliver collect galaxy.cfg', 'deliver fetch auth.json']);
    expect(fake.started.filter(({ network }) => network === 'none').map(({ labels }) => labels.phase).sort()).toEqual(['context', 'introspect', 'probe']);
    expect(logOf('fetch')).not.toContain(PASSWORD);
    expect(logOf('fetch')).toContain('***');
  });

  it("asks for the base's Python and platform, its indexes, and every line with who asks", async () => {
    let request: unknown = null;
    await run({
      async resolve(container) {
        request = await readRequest(container, 'requirements.json');
        return green.resolve(container);
      },
    });
    expect(request).toEqual({
      python: '3.13.5',
      platform: 'x86_64-manylinux_2_40',
      installed: ['ansible-core==2.21.5', 'ansible-runner==2.4.3'],
      options: ['--default-index=https://mirror.example/simple'],
      lines: [{ who: 'user', text: 'boto3' }, { who: 'ansible-builder', text: 'dumb-init==1.2.5' }, { who: 'acme.tools', text: 'six>=1' }],
    });
  });

  it('goes on as far as it can without the base', async () => {
    await run({
      async fetch({ leave, secret }) {
        await leave('ready', '');
        await secret('auth.json');
        await leave('images.json', imageAnswer({ digest: null, error: 'unauthorized: authentication required', isStored: false }));
        return 0;
      },
    });
    expect(statuses()).toMatchObject({ probe: 'skipped', introspect: 'succeeded', resolve: 'skipped', packages: 'skipped' });
    expect(result().checks.map(({ id, status }) => [id, status])).toEqual([['definition', 'ok'], ['base-image', 'problem'], ['interpreter', 'skipped'], ['collections', 'ok'], ['introspect', 'ok'], ['python', 'skipped']]);
    expect(worker.server.completed[0]?.reason).toEqual({ kind: 'checked', status: 'problems' });
  });

  it('does not look into a base again that the slot remembers', async () => {
    const fake = await run({
      async fetch(container) {
        await green.probe(container);
        return green.fetch(container);
      },
    });
    expect(fake.started.map(({ labels }) => labels.phase)).not.toContain('probe');
    expect(statuses()).toMatchObject({ fetch: 'succeeded', probe: 'skipped', resolve: 'succeeded' });
    expect(result()).toMatchObject({ status: 'ok', base: { python: '3.13.5', os: 'Debian 13' } });
  });

  it('reads the requirements of the collections while the base is still on its way', async () => {
    let hasIntrospected: () => void = () => undefined;
    const introspected = new Promise<void>((resolve) => {
      hasIntrospected = resolve;
    });
    await run({
      async fetch(container) {
        await introspected;
        return green.fetch(container);
      },
      async introspect(container) {
        const code = await green.introspect(container);
        hasIntrospected();
        return code;
      },
    });
    expect(result().status).toBe('ok');
  });

  it("gives ansible-builder's words of a rejected definition", async () => {
    await run({
      context({ print }) {
        print("'foo' was unexpected");
        return Promise.resolve(10);
      },
    });
    expect(result().checks).toMatchObject([{ id: 'definition', status: 'problem', detail: expect.stringContaining("'foo' was unexpected") as string }]);
  });

  it('takes what a container wrote amiss as not written', async () => {
    await run({
      async resolve({ leave }) {
        await leave('resolved.json', '{"packages": [{"name": 7}]}');
        return 0;
      },
    });
    expect(result().checks.find(({ id }) => id === 'python')).toMatchObject({ status: 'skipped' });
  });

  it('stops when it is cancelled', async () => {
    const control = new AbortController();
    await run(
      {
        async resolve({ stopped }) {
          control.abort(new AttemptEnd('cancelled', 'cancelled'));
          await new Promise((resolve) => stopped.addEventListener('abort', resolve));
          return 143;
        },
      },
      {},
      control,
    );
    expect(worker.server.completed.map(({ reason }) => reason)).toEqual([{ kind: 'cancelled', by: '' }]);
    expect(statuses()).toMatchObject({ resolve: 'cancelled' });
  });
});
