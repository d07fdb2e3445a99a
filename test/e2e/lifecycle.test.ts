import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Build } from '#lib/contract/builds.ts';
import { platform } from '#test/support/platform.ts';

const { api, base, podman, startWorker, registryRequest } = platform();

function sleeper(command: string): string {
  return `version: 3
images:
  base_image:
    name: ${base}
options:
  package_manager_path: /usr/bin/apt-get
  skip_pip_install: true
additional_build_steps:
  append_base:
    - RUN ${command}
`;
}

async function start(name: string, text: string): Promise<Build> {
  const definition = await api.createDefinition({ name: `${name}-${Date.now().toString(36)}`, text });
  return api.startBuild(definition.id, 'no-cache');
}

async function containersOf(build: Build): Promise<string[]> {
  const jobs = await podman(['ps', '-a', '--external', '--format', '{{.Names}} {{.Labels}}']);
  return jobs.split('\n').filter((line) => line.includes(build.id) || build.attempts.some((attempt) => line.includes(attempt.id)));
}

describe('cancel', () => {
  it('ends a RUN that ignores TERM and leaves no container', async () => {
    const before = (await podman(['ps', '-a', '-q'])).split('\n').filter((line) => line !== '').length;
    const build = await start('cancel', sleeper(`sh -c 'trap "" TERM; echo stubborn; while true; do sleep 1; done'`));
    await api.waitForLog(build.id, 'build', /Z stubborn$/m);
    await api.call(`/builds/${build.id}/cancel`, { method: 'POST', body: {}, schema: Build });
    const ended = await api.waitForBuild(build.id);
    expect(ended.status).toBe('cancelled');
    expect(await containersOf(ended)).toEqual([]);
    const after = (await podman(['ps', '-a', '-q'])).split('\n').filter((line) => line !== '').length;
    expect(after).toBeLessThanOrEqual(before);
    expect(await api.readLog(ended, 'build')).toContain('stubborn');
  });
});

describe('a worker that is killed in the middle of a RUN', () => {
  const counting = 'i=0; while [ $i -lt 300 ]; do i=$((i + 1)); echo "counted $i"; sleep 0.1; done';

  async function startOnVictim(command: string) {
    const label = `victim-${Date.now().toString(36)}`;
    const victim = await startWorker({ name: label, env: { EEF_WORKER_LABELS: label } });
    const definition = await api.createDefinition({ name: label, text: sleeper(command), settings: { ...(await platform().defaultSettings()), workerLabels: [label] } });
    const build = await api.startBuild(definition.id, 'no-cache');
    await api.waitForLog(build.id, 'build', /Z counted 20$/m);
    process.kill(victim.pid, 'SIGKILL');
    return { build, again: () => startWorker({ name: label, env: { EEF_WORKER_LABELS: label } }), stateDir: path.join(platform().dataDir, 'work', label) };
  }

  it('goes on with the same attempt when it is started again, and the log has no gap and nothing twice', async () => {
    const { build, again } = await startOnVictim(counting);
    const next = await again();
    try {
      const ended = await api.waitForBuild(build.id);
      expect(ended.status).toBe('succeeded');
      expect(ended.attempts.map(({ number, status }) => [number, status])).toEqual([[1, 'succeeded']]);
      const log = await api.readLog(ended, 'build');
      expect([...log.matchAll(/^\S+Z counted (\d+)$/gm)].map((match) => Number(match[1]))).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
      expect(ended.attempts[0]?.phases.every((phase) => phase.status === 'skipped' || phase.logSealed)).toBe(true);
      expect(await containersOf(ended)).toEqual([]);
    } finally {
      await next.stop();
    }
  });

  it('costs one attempt when what it knew is gone as well: the first log is kept, its container goes', async () => {
    const { build, again, stateDir } = await startOnVictim(counting);
    await rm(stateDir, { recursive: true });
    const next = await again();
    try {
      const ended = await api.waitForBuild(build.id);
      expect(ended.status).toBe('succeeded');
      expect(ended.attempts.map(({ status }) => status)).toEqual(['lost', 'succeeded']);
      expect(await api.readLog(ended, 'build', 1)).toContain('counted 20');
      expect(await containersOf(ended)).toEqual([]);
    } finally {
      await next.stop();
    }
  });
});

describe('two builds of one destination', () => {
  it('leave the tag with the newer one', async () => {
    const definition = await api.createDefinition({ name: `order-${Date.now().toString(36)}`, text: sleeper('date +%N > /when') });
    const [first, second] = [await api.startBuild(definition.id, 'no-cache'), await api.startBuild(definition.id, 'no-cache')];
    const [, newer] = await Promise.all([api.waitForBuild(first.id), api.waitForBuild(second.id)]);
    expect(newer.status).toBe('succeeded');
    const name = newer.repository.split('/').slice(1).join('/');
    const manifest = await registryRequest(`/v2/${name}/manifests/latest`, { method: 'HEAD' });
    expect(manifest.headers.get('docker-content-digest')).toBe(newer.digest);
  });
});
