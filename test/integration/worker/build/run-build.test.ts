import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import { buildJob } from '#test/support/build-job.ts';
import type { FakeProgram } from '#test/support/fake-driver.ts';
import { Refusal, type FakeServer } from '#test/support/fake-server.ts';
import { PASSWORD, useFakeWorker, type Programs } from '#test/support/fake-worker.ts';
import { AttemptEnd } from '#worker/build/attempt-end.ts';
import { runBuild } from '#worker/build/run-build.ts';

const CONTAINERFILE = 'FROM registry.example/base:1 AS base\nRUN one\nRUN two\n';
const DIGEST = `sha256:${'d'.repeat(64)}`;
const MANIFEST = JSON.stringify({ config: { size: 100 }, layers: [{ digest: DIGEST, size: 900 }] });
const IMAGE_ID = 'a'.repeat(64);

const succeeding = {
  async context({ leave }) {
    await leave('Containerfile', CONTAINERFILE);
    await leave('context.tar', 'tar');
    await leave('versions.json', '{"podman":"5.4.2"}');
    return 0;
  },
  async collect({ leave, secret }) {
    await leave('ready', '');
    await secret('galaxy.cfg');
    await leave('collections.tar', 'tar');
    return 0;
  },
  async fetch({ leave, secret, print }) {
    await leave('ready', '');
    const auth = await secret('auth.json');
    print(`using ${auth} and ${PASSWORD}`);
    print(`in parts ${PASSWORD.slice(0, 9)}`, true);
    print(PASSWORD.slice(9));
    await leave('bundles', '');
    return 0;
  },
  async build({ print, leave }) {
    for (const line of ['STEP 1/3: FROM registry.example/base:1 AS base', 'STEP 2/3: RUN one', 'out', `--> ${IMAGE_ID.slice(0, 12)}`, 'STEP 3/3: RUN two', `--> ${IMAGE_ID.slice(0, 12)}`]) print(line);
    await leave('image-ids.json', JSON.stringify([IMAGE_ID]));
    return 0;
  },
  async inspect({ leave }) {
    await leave('probe.json', JSON.stringify({ python: { version: '3.13.5', packages: [{ name: 'ansible-core', version: '2.21.0' }] }, collections: [{ name: 'amazon.aws', version: '1.0.0' }] }));
    await leave('image.json', JSON.stringify([{ Architecture: 'amd64', Config: { User: '1000' } }]));
    return 0;
  },
  async publish({ leave, secret, print }) {
    await leave('ready', '');
    await secret('auth.json');
    await leave('manifest.json', MANIFEST);
    await leave('digest', DIGEST);
    const [until, ...tags] = (await secret('grant')).trim().split('\n');
    const grant = Number(until) * 1000 > Date.now() ? tags.join('\n') : '';
    print(`moving ${grant.trim()}`);
    await leave('moved', grant);
    return 0;
  },
} satisfies Partial<Record<PhaseName, FakeProgram>>;

const worker = useFakeWorker();
let server: FakeServer;

beforeEach(() => {
  server = worker.server;
  server.grant = { tags: ['latest'], leftToNewer: [] };
});

function run(programs: Programs = {}, changes: Partial<BuildJob> = {}, control = new AbortController(), volumeBytes = 0) {
  return worker.run({ runJob: runBuild, job: buildJob(changes), programs: { ...succeeding, ...programs }, control, volumeBytes });
}

function reason() {
  expect(server.completed).toHaveLength(1);
  return server.completed[0]!.reason;
}

const { logOf, statuses } = worker;

describe('runBuild', () => {
  it('runs the phases in order, moves the granted tags and tells the server everything', async () => {
    const fake = await run();
    expect(reason()).toEqual({ kind: 'succeeded', digest: DIGEST, repository: 'registry.example/ee', tags: ['latest'] });
    const order = fake.started.map((phase) => phase.labels.phase);
    expect([...order.slice(0, 3), ...order.slice(3).sort()]).toEqual(['context', 'fetch', 'build', 'inspect', 'publish']);
    expect(server.messagesOf('publish.request')).toMatchObject([{ digest: DIGEST, sizeBytes: 1000 }]);
    expect(statuses()).toEqual({ context: 'succeeded', collect: 'skipped', fetch: 'succeeded', build: 'succeeded', inspect: 'succeeded', publish: 'succeeded' });
    expect([...server.sealed.keys()].sort()).toEqual(['build', 'context', 'fetch', 'inspect', 'publish']);
    expect([...server.artifacts.keys()].sort()).toEqual(['containerfile', 'context', 'inventory']);
    expect(JSON.parse(server.artifacts.get('inventory')!.toString())).toMatchObject({ ansibleCore: '2.21.0', sizeBytes: 1000, config: { user: '1000' }, collections: [{ name: 'amazon.aws' }] });
    expect(server.messagesOf('versions.report').map(({ versions }) => versions)).toContainEqual({ 'credential registry1': '3' });
    expect(server.messagesOf('steps.update').at(-1)!.steps.map((step) => step.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  });

  it('gives secrets only to the phases that need them, and only after they ask', async () => {
    const fake = await run();
    expect(fake.events.filter((event) => event.startsWith('deliver'))).toEqual(['deliver fetch auth.json', 'deliver publish auth.json', 'deliver publish grant']);
    expect(fake.started.filter((phase) => phase.network === 'none').map((phase) => phase.labels.phase)).toEqual(['context', 'inspect']);
    expect(JSON.stringify(fake.started)).not.toContain(PASSWORD);
  });

  it('masks secrets in every form, also in a line that comes in parts', async () => {
    await run();
    const log = logOf('fetch');
    expect(log).not.toContain(PASSWORD);
    expect(log).not.toContain(Buffer.from(`me:${PASSWORD}`).toString('base64').slice(0, -2));
    expect(log).not.toContain(PASSWORD.slice(9));
    expect(log).toContain('and ***\n');
  });

  it('says which step failed, with its exit code and last lines', async () => {
    await run({
      async build({ print, leave }) {
        for (const line of ['STEP 1/3: FROM registry.example/base:1 AS base', 'STEP 2/3: RUN one', 'STEP 3/3: RUN two', 'no such file', 'Error: building at STEP "RUN one": while running runtime: exit status 3']) print(line);
        await leave('image-ids.json', '[]');
        return 3;
      },
    });
    expect(reason()).toMatchObject({
      kind: 'failed',
      code: 'step_failed',
      phase: 'build',
      step: { ordinal: 2, text: 'RUN one' },
      exitCode: 3,
      lastLines: ['STEP 3/3: RUN two', 'no such file', expect.stringContaining('exit status 3')],
    });
    expect(server.messagesOf('publish.request')).toEqual([]);
  });

  it("gives ansible-builder's words when it rejects the definition", async () => {
    await run({
      context({ print }) {
        print("Additional properties are not allowed ('foo' was unexpected)");
        return Promise.resolve(10);
      },
    });
    expect(reason()).toMatchObject({ kind: 'failed', code: 'definition_rejected', phase: 'context', message: expect.stringContaining("'foo' was unexpected") as string });
  });

  it('names the setting when a certificate is not trusted', async () => {
    await run({
      async fetch({ leave, secret, print }) {
        await leave('ready', '');
        await secret('auth.json');
        print('tls: failed to verify certificate: x509: certificate signed by unknown authority');
        return 11;
      },
    });
    expect(reason()).toMatchObject({ kind: 'failed', code: 'tls_untrusted', message: expect.stringContaining('EEF_CA_BUNDLE') as string });
  });

  it('does not move tags when the contents cannot be read', async () => {
    await run({ inspect: () => Promise.resolve(1) });
    expect(reason()).toMatchObject({ kind: 'failed', code: 'inspect_failed' });
    expect(server.messagesOf('publish.request')).toEqual([]);
  });

  it('needs the agreement of the author before a build step can read the Galaxy credential', async () => {
    const galaxy = [{ credentialId: 'galaxy001', version: 1, name: 'Hub', url: 'https://hub.example/', authUrl: null, username: null, hasSecret: true }];
    const text = 'version: 3\nimages:\n  base_image:\n    name: registry.example/base:1\ndependencies:\n  galaxy:\n    collections:\n      - name: a.b\n        signatures: [https://hub.example/sig.asc]\n';
    const context: FakeProgram = async (container) => {
      await container.leave('requirements.yml', 'collections: []');
      return succeeding.context(container);
    };
    await run({ context }, { galaxy, text });
    expect(reason()).toMatchObject({ kind: 'failed', code: 'agreement_required' });
    server.completed.length = 0;
    const fake = await run({ context, build: async (container) => { await container.leave('ready', ''); await container.secret('galaxy.cfg'); return succeeding.build(container); } }, { galaxy, text, isSecretMountAgreed: true });
    expect(reason()).toMatchObject({ kind: 'succeeded' });
    expect(fake.events).toContain('deliver build galaxy.cfg');
    expect(fake.events).not.toContain('start collect');
  });

  it('stops the container when the build is cancelled, keeps its log and says so', async () => {
    const control = new AbortController();
    const fake = await run(
      {
        async build({ print, stopped }) {
          print('STEP 1/3: FROM registry.example/base:1 AS base');
          print('STEP 2/3: RUN one');
          print('the last words');
          control.abort(new AttemptEnd('cancelled', 'cancelled'));
          await new Promise((resolve) => stopped.addEventListener('abort', resolve));
          return 143;
        },
      },
      {},
      control,
    );
    expect(reason()).toEqual({ kind: 'cancelled', by: '' });
    expect(fake.events).toContain('stop build');
    expect(logOf('build')).toContain('the last words');
    expect(server.sealed.has('build')).toBe(true);
    expect(server.messagesOf('steps.update').at(-1)!.steps.map((step) => step.status)).toEqual(['succeeded', 'cancelled', 'pending']);
    expect(server.messagesOf('phase.update').at(-1)).toMatchObject({ phase: 'build', status: 'cancelled' });
  });

  it('ends at the time limit', async () => {
    await run({ build: ({ stopped }) => new Promise((resolve) => stopped.addEventListener('abort', () => resolve(137))) }, { limits: { ...buildJob().limits, timeoutSeconds: 2 } });
    expect(reason()).toEqual({ kind: 'timed_out', limitSeconds: 2, phase: 'build' });
  });

  it('falls silent and leaves nothing when its token is refused', async () => {
    server.before = (name, message) => {
      if (name === 'phase.update' && (message as { phase: string }).phase === 'build') throw new Refusal('stale_token', 'queued again');
    };
    const fake = await run({ build: ({ stopped }) => new Promise((resolve) => stopped.addEventListener('abort', () => resolve(137))) });
    expect(server.completed).toEqual([]);
    expect(fake.events.slice(-2)).toEqual(['stop build', 'remove build']);
  });

  it("lays the definition's files beside it, by their hash", async () => {
    const content = Buffer.from('boto3\n'.repeat(20_000));
    const sha256 = createHash('sha256').update(content).digest('hex');
    server.files.set(sha256, content);
    let seen: string[] = [];
    await run(
      {
        async context(container) {
          seen = await readdir(path.join(container.phase.dirs.in, 'definition', 'files'));
          return succeeding.context(container);
        },
      },
      { files: [{ path: 'files/requirements.txt', sha256, size: content.length, executable: false }] },
    );
    expect(seen).toEqual(['requirements.txt']);
    expect(reason().kind).toBe('succeeded');
  });

  it('starts with no stored layers once they take half of the disk limit', async () => {
    const limits = { ...buildJob().limits, diskGb: 1 };
    expect((await run({}, { limits }, new AbortController(), 0.6 * 1024 ** 3)).events[0]).toBe('remove volume default 0');
    expect((await run({}, { limits }, new AbortController(), 0.4 * 1024 ** 3)).events[0]).toBe('start context');
  });

  it('refuses an output that is a link', async () => {
    await run({
      async context(container) {
        await succeeding.context(container);
        const { symlink, rm: remove } = await import('node:fs/promises');
        const file = path.join(container.phase.dirs.out, 'context.tar');
        await remove(file);
        await symlink('/etc/passwd', file);
        return 0;
      },
    });
    expect(reason()).toMatchObject({ kind: 'failed', code: 'worker_failed' });
    expect([...server.artifacts.values()].some((bytes) => bytes.includes('root:'))).toBe(false);
  });
});
