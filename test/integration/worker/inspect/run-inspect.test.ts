import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Inventory } from '#lib/contract/inventory.ts';
import { InspectJob } from '#lib/contract/worker-protocol.ts';
import { buildJob } from '#test/support/build-job.ts';
import { PASSWORD, useFakeWorker, type Programs } from '#test/support/fake-worker.ts';
import { AttemptEnd } from '#worker/build/attempt-end.ts';
import { runInspect } from '#worker/inspect/run-inspect.ts';

const IMAGE = 'registry.example/ee:1';
const ANSWER = { image: IMAGE, digest: `sha256:${'a'.repeat(64)}`, error: null, isStored: true, isNewer: false, tags: [] };
const PROBE = { os: null, architecture: 'x86_64', python: { version: '3.13.5', packages: [{ name: 'ansible-core', version: '2.21.5' }] }, collections: [{ name: 'acme.tools', version: '1.0.0' }], roles: [], system: { manager: 'dpkg', packages: [] } };

const worker = useFakeWorker();
const { logOf, statuses } = worker;

function fetchWith(answer: object): NonNullable<Programs['fetch']> {
  return async ({ leave, secret, print }) => {
    await leave('ready', '');
    print(await secret('auth.json'));
    await leave('images.json', JSON.stringify([{ ...ANSWER, ...answer }]));
    return 0;
  };
}

const green = {
  fetch: fetchWith({}),
  async inspect({ leave }) {
    await leave('probe.json', JSON.stringify(PROBE));
    await leave('image.json', JSON.stringify([{ Architecture: 'amd64', Config: { User: '1000' } }]));
    return 0;
  },
} satisfies Programs;

function run(programs: Programs = {}, control = new AbortController()) {
  const { lease, teamId, trustDomain, slot, pull, galaxy, insecureRegistries, privateHosts, limits } = buildJob();
  const job = InspectJob.parse({ kind: 'inspect', inspectionId: 'inspect001', image: IMAGE, lease, teamId, trustDomain, slot, pull, galaxy, insecureRegistries, privateHosts, limits });
  return worker.run({ runJob: runInspect, job, programs: { ...green, ...programs }, control });
}

describe('runInspect', () => {
  it('pulls with the credential, then looks inside with neither credential nor network', async () => {
    const fake = await run();
    expect(worker.server.completed.map(({ reason }) => reason)).toEqual([{ kind: 'checked', status: 'ok' }]);
    expect(statuses()).toEqual({ fetch: 'succeeded', inspect: 'succeeded' });
    expect(fake.events.filter((event) => event.startsWith('deliver'))).toEqual(['deliver fetch auth.json']);
    expect(fake.started.map(({ labels, network }) => [labels.phase, network])).toEqual([['fetch', 'egress'], ['inspect', 'none']]);
    expect(logOf('fetch')).not.toContain(PASSWORD);
    const contents = Inventory.parse(JSON.parse(worker.server.artifacts.get('inventory')?.toString() ?? 'null'));
    expect(contents).toMatchObject({ ansibleCore: '2.21.5', collections: [{ name: 'acme.tools' }], config: { user: '1000' }, warnings: [] });
  });

  it('pulls anew what the registry has in another version, and does not trust what the slot remembers', async () => {
    let inputs: string[] = [];
    await run({
      async fetch(container) {
        inputs = await readdir(container.phase.dirs.in);
        return green.fetch(container);
      },
    });
    expect(inputs).toContain('newest');
    expect(inputs).not.toContain('python');
  });

  it.each([
    ['unauthorized: authentication required', 'The image needs a log-in: registry.example answered 401. Choose a pull credential.'],
    ['manifest unknown', 'registry.example has no ee with the tag "1".'],
    ['dial tcp: connection refused', 'registry.example cannot be reached'],
  ])('says in plain words why there is nothing to look into: %s', async (error, message) => {
    // The store may hold the image from somebody who could log in.
    const fake = await run({ fetch: fetchWith({ error, digest: null }) });
    expect(worker.server.completed[0]?.reason).toMatchObject({ kind: 'failed', code: 'base_unavailable', message: expect.stringContaining(message) as string });
    expect(fake.started.map(({ labels }) => labels.phase)).toEqual(['fetch']);
    expect(worker.server.artifacts.has('inventory')).toBe(false);
  });

  it('says so when the contents cannot be read', async () => {
    await run({ inspect: () => Promise.resolve(1) });
    expect(worker.server.completed[0]?.reason).toMatchObject({ kind: 'failed', code: 'inspect_failed' });
  });

  it('stops when it is cancelled', async () => {
    const control = new AbortController();
    await run(
      {
        async inspect({ stopped }) {
          control.abort(new AttemptEnd('cancelled', 'cancelled'));
          await new Promise((resolve) => stopped.addEventListener('abort', resolve));
          return 143;
        },
      },
      control,
    );
    expect(worker.server.completed.map(({ reason }) => reason)).toEqual([{ kind: 'cancelled', by: '' }]);
  });
});
