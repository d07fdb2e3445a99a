import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import { buildJob } from '#test/support/build-job.ts';
import { createFakeDriver, type FakeProgram } from '#test/support/fake-driver.ts';
import { Refusal, startFakeServer, type FakeServer } from '#test/support/fake-server.ts';
import { mortalServices } from '#test/support/mortal-services.ts';
import { AttemptEnd } from '#worker/build/attempt-end.ts';
import type { JobServices } from '#worker/build/attempt.ts';
import { runBuild } from '#worker/build/run-build.ts';
import { secretValues } from '#worker/build/secret-files.ts';
import { readWorkerConfig } from '#worker/config.ts';
import { readFormerLife } from '#worker/lease/former-life.ts';
import { compileMask } from '#worker/log/masker.ts';
import { connectToServer, type ServerLink } from '#worker/server-link.ts';

const PASSWORD = 'correct-horse-battery';
const DIGEST = `sha256:${'d'.repeat(64)}`;
const IMAGE_ID = 'a'.repeat(64);
const JOB = buildJob({ galaxy: [], pull: [{ credentialId: 'registry1', version: 1, host: 'registry.example' }] });
const WAIT = { timeout: 20_000, interval: 10 };
const config = (dir: string) => readWorkerConfig({ EEF_DATA_DIR: dir, EEF_WORKER_NAME: 'w' });

let dir: string;
let server: FakeServer;
let link: ServerLink;

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'eef-'));
  server = await startFakeServer();
  server.secrets = secretsOf(1, PASSWORD);
  server.grant = { tags: ['latest'], leftToNewer: [] };
  link = connectToServer({ url: server.url, hello: { token: 't', protocol: 1, version: '0', name: 'w', labels: [], capabilities: [], slots: 1, builderImage: 'b' } });
});

afterEach(async () => {
  link.close();
  await server.close();
  await rm(dir, { recursive: true });
});

function secretsOf(version: number, password: string): FakeServer['secrets'] {
  return { registries: [{ credentialId: 'registry1', version, host: 'registry.example', username: 'me', password }], galaxy: [] };
}

/** Phases whose containers live on while nobody looks; `gate` holds the build phase in its middle. */
function programs(gate: Promise<unknown> = Promise.resolve()): Partial<Record<PhaseName, FakeProgram>> {
  return {
    async context({ leave }) {
      await leave('Containerfile', 'FROM registry.example/base:1 AS base\nRUN one\nRUN two\n');
      await leave('context.tar', 'tar');
      return 0;
    },
    async fetch({ leave, secret, print }) {
      await leave('ready', '');
      print(`got ${await secret('auth.json')} for ${PASSWORD}`);
      await leave('bundles', '');
      return 0;
    },
    async build({ print, leave, stopped }) {
      for (const line of ['STEP 1/3: FROM registry.example/base:1 AS base', 'STEP 2/3: RUN one', `begins with ${PASSWORD.slice(0, 8)}`]) print(line);
      print(`in parts ${PASSWORD.slice(0, 9)}`, true);
      await Promise.race([gate, once(stopped, 'abort')]);
      if (stopped.aborted) return 143;
      print(PASSWORD.slice(9));
      for (const line of [`--> ${IMAGE_ID.slice(0, 12)}`, 'STEP 3/3: RUN two', `--> ${IMAGE_ID.slice(0, 12)}`]) print(line);
      await leave('image-ids.json', JSON.stringify([IMAGE_ID]));
      return 0;
    },
    async inspect({ leave }) {
      await leave('probe.json', JSON.stringify({ python: { version: '3.13.5', packages: [] } }));
      await leave('image.json', JSON.stringify([{ Architecture: 'amd64', Config: { User: '1000' } }]));
      return 0;
    },
    async publish({ leave, secret, print }) {
      await leave('ready', '');
      await secret('auth.json');
      await leave('manifest.json', JSON.stringify({ config: { size: 100 }, layers: [{ digest: DIGEST, size: 900 }] }));
      await leave('digest', DIGEST);
      const [until, ...tags] = (await secret('grant')).trim().split('\n');
      const grant = Number(until) * 1000 > Date.now() ? tags.join('\n') : '';
      print(`moving ${grant.trim()}`);
      await leave('moved', grant);
      return 0;
    },
  };
}

type Fake = ReturnType<typeof createFakeDriver>;

function servicesOf(fake: Fake): JobServices {
  return { link, driver: fake.driver, config: config(dir), logger: pino({ level: 'silent' }), volumeBytes: () => 0, scriptsDir: path.resolve('worker/builder/phases') };
}

/** What a worker does that starts on what a former one left. */
async function nextLife(fake: Fake, { control = new AbortController(), services = servicesOf(fake) } = {}): Promise<void> {
  const former = await readFormerLife({ workDir: config(dir).workDir, driver: fake.driver, logger: services.logger });
  for (const job of former.jobs) await runBuild({ ...services, takeFormer: former.take }, job as BuildJob, control);
}

/** Killed while the build phase waits in its middle. */
async function dieInBuildPhase(fake: Fake): Promise<void> {
  const mortal = mortalServices(servicesOf(fake));
  void runBuild(mortal.services, JOB, new AbortController());
  await expect.poll(() => server.logs.get('build')?.toString() ?? '', WAIT).toContain('in parts');
  mortal.kill();
}

/** A function of the raw output and the secrets alone. */
function maskedLog(fake: Fake, phase: PhaseName): string {
  const masker = compileMask(secretValues(server.secrets)).start();
  return (fake.printed.get(phase) ?? []).map(({ at, text, isContinued }) => `${at} ${masker.push(text)}${isContinued ? '' : masker.flush()}\n`).join('');
}

function count(fake: Fake, event: string): number {
  return fake.events.filter((each) => each === event).length;
}

async function expectNothingLeft(fake: Fake): Promise<void> {
  expect(fake.left(), 'containers left').toBe(0);
  expect(await readdir(config(dir).workDir), 'work directories left').toEqual([]);
}

describe('an attempt whose worker was killed', () => {
  it('is gone on with in the same container, and its log has no gap and nothing twice', async () => {
    const gate = Promise.withResolvers<undefined>();
    const fake = createFakeDriver(programs(gate.promise));
    await dieInBuildPhase(fake);
    const going = nextLife(fake);
    gate.resolve(undefined);
    await going;
    expect(server.completed.map(({ lease, reason }) => [lease.attempt, reason.kind])).toEqual([[1, 'succeeded']]);
    expect(fake.started.map(({ labels }) => labels.phase).sort()).toEqual(['build', 'context', 'fetch', 'inspect', 'publish']);
    for (const phase of ['context', 'fetch', 'build', 'publish'] as const) expect(server.logs.get(phase)?.toString() ?? '', phase).toBe(maskedLog(fake, phase));
    expect([...server.sealed.keys()].sort()).toEqual(['build', 'context', 'fetch', 'inspect', 'publish']);
    expect(server.logs.get('build')?.toString()).not.toContain(PASSWORD.slice(0, 9));
    expect(server.messagesOf('steps.update').at(-1)?.steps.map((step) => step.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect([...server.artifacts.keys()].sort()).toEqual(['containerfile', 'context', 'inventory']);
    await expectNothingLeft(fake);
  });

  it('is gone on with when its container ended while nobody looked', async () => {
    const gate = Promise.withResolvers<undefined>();
    const fake = createFakeDriver(programs(gate.promise));
    await dieInBuildPhase(fake);
    gate.resolve(undefined);
    await expect.poll(() => fake.printed.get('build')?.length ?? 0, WAIT).toBe(8);
    await nextLife(fake);
    expect(server.completed.map(({ reason }) => reason.kind)).toEqual(['succeeded']);
    expect(server.logs.get('build')?.toString()).toBe(maskedLog(fake, 'build'));
    expect(count(fake, 'start build')).toBe(1);
    await expectNothingLeft(fake);
  });

  it('writes no secret to disk', async () => {
    const fake = createFakeDriver(programs(new Promise(() => undefined)));
    await dieInBuildPhase(fake);
    const files = (await readdir(config(dir).workDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const file of files) expect(await readFile(path.join(file.parentPath, file.name), 'utf8'), file.name).not.toContain(PASSWORD);
    expect(files.some((file) => file.name === 'build.json')).toBe(true);
    expect(server.messagesOf('secrets.request')).toHaveLength(1);
  });

  it('is stopped and removed when the server no longer takes its token', async () => {
    const fake = createFakeDriver(programs(new Promise(() => undefined)));
    await dieInBuildPhase(fake);
    server.before = (name) => {
      if (name !== 'heartbeat') throw new Refusal('stale_token', 'queued again');
    };
    await nextLife(fake);
    expect(server.completed).toEqual([]);
    expect(fake.events.slice(-2)).toEqual(['stop build', 'remove build']);
    await expectNothingLeft(fake);
  });

  it('ends as cancelled, with its log, when that was asked for meanwhile', async () => {
    const fake = createFakeDriver(programs(new Promise(() => undefined)));
    await dieInBuildPhase(fake);
    const control = new AbortController();
    control.abort(new AttemptEnd('cancelled', 'cancelled'));
    await nextLife(fake, { control });
    expect(server.completed.map(({ reason }) => reason.kind)).toEqual(['cancelled']);
    expect(server.logs.get('build')?.toString()).toBe(maskedLog(fake, 'build'));
    expect(server.sealed.has('build')).toBe(true);
    await expectNothingLeft(fake);
  });

  it('is given back when a credential was changed, since its log could not be masked any more', async () => {
    const fake = createFakeDriver(programs(new Promise(() => undefined)));
    await dieInBuildPhase(fake);
    server.secrets = secretsOf(2, 'another-password');
    await nextLife(fake);
    expect(server.completed.map(({ reason }) => reason.kind)).toEqual(['lost']);
    await expectNothingLeft(fake);
  });

  it('is given back when its phase failed: its network was away with the worker', async () => {
    const gate = Promise.withResolvers<undefined>();
    const build = programs(gate.promise).build;
    const fake = createFakeDriver({ ...programs(), build: async (container) => ((await build?.(container)) === 0 ? 7 : 143) });
    await dieInBuildPhase(fake);
    gate.resolve(undefined);
    await nextLife(fake);
    expect(server.completed.map(({ reason }) => reason.kind)).toEqual(['lost']);
    expect(server.logs.get('build')?.toString()).toBe(maskedLog(fake, 'build'));
    await expectNothingLeft(fake);
  });

  it('is given back when its container is gone', async () => {
    const fake = createFakeDriver(programs(new Promise(() => undefined)));
    await dieInBuildPhase(fake);
    for (const handle of await fake.driver.list()) {
      await fake.driver.stop(handle, 0);
      await fake.driver.remove(handle);
    }
    await nextLife(fake);
    expect(server.completed.map(({ reason }) => reason.kind)).toEqual(['lost']);
    expect(count(fake, 'start build')).toBe(1);
  });

  it('is only reported when everything but that was done', async () => {
    const fake = createFakeDriver(programs());
    const mortal = mortalServices(servicesOf(fake));
    server.before = (name) => {
      if (name === 'complete') mortal.kill();
      if (name === 'complete') throw new Refusal('unavailable', 'not now');
    };
    void runBuild(mortal.services, JOB, new AbortController());
    await expect.poll(() => server.messagesOf('complete').length, WAIT).toBeGreaterThan(0);
    server.before = () => undefined;
    await nextLife(fake);
    expect(server.completed.map(({ reason }) => reason.kind)).toEqual(['succeeded']);
    expect(fake.started).toHaveLength(5);
    await expectNothingLeft(fake);
  });

  it('keeps to the time limit of its first start', async () => {
    const fake = createFakeDriver(programs(new Promise(() => undefined)));
    await dieInBuildPhase(fake);
    const [name] = await readdir(config(dir).workDir);
    const file = path.join(config(dir).workDir, name!, 'attempt.json');
    const state = JSON.parse(await readFile(file, 'utf8')) as { startedAtMs: number };
    await writeFile(file, JSON.stringify({ ...state, startedAtMs: state.startedAtMs - 599_000 }));
    await nextLife(fake);
    expect(server.completed.map(({ reason }) => reason.kind)).toEqual(['timed_out']);
    await expectNothingLeft(fake);
  });
});

describe('readFormerLife', () => {
  it('removes containers that belong to no attempt on disk, and directories that cannot be gone on with', async () => {
    const fake = createFakeDriver(programs(new Promise(() => undefined)));
    await dieInBuildPhase(fake);
    const [name] = await readdir(config(dir).workDir);
    const file = path.join(config(dir).workDir, name!, 'attempt.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/"bootId":"[^"]*"/, '"bootId":"before the host was started again"'));
    await mkdir(path.join(config(dir).workDir, 'half-made'));
    await nextLife(fake);
    expect(server.completed).toEqual([]);
    expect(fake.events.slice(-2)).toEqual(['stop build', 'remove build']);
    await expectNothingLeft(fake);
  });
});
