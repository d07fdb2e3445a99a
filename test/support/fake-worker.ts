import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect } from 'vitest';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { Job } from '#lib/contract/worker-protocol.ts';
import type { JobServices } from '#worker/build/attempt.ts';
import { readWorkerConfig } from '#worker/config.ts';
import { connectToServer, type ServerLink } from '#worker/server-link.ts';
import { createFakeDriver, type FakeProgram } from './fake-driver.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

/** The only secret that the fake server gives: that of a registry credential. */
export const PASSWORD = 'correct-horse-battery';

export type Programs = Partial<Record<PhaseName, FakeProgram>>;
type RunJob<J extends Job> = (services: JobServices, job: J, control: AbortController) => Promise<void>;

export interface FakeRun<J extends Job> {
  runJob: RunJob<J>;
  job: J;
  /** What each phase's container does. */
  programs: Programs;
  control?: AbortController;
  volumeBytes?: number;
}

/** A worker without podman for each test: its server, its link and its work directory. */
export function useFakeWorker() {
  let dir = '';
  let server: FakeServer;
  let link: ServerLink;

  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'eef-'));
    server = await startFakeServer();
    server.secrets = { registries: [{ credentialId: 'registry1', version: 3, host: 'registry.example', username: 'me', password: PASSWORD }], galaxy: [] };
    link = connectToServer({ url: server.url, hello: { token: 't', protocol: 1, version: '0', name: 'w', labels: [], capabilities: [], slots: 1, builderImage: 'b' } });
  });

  afterEach(async () => {
    link.close();
    await server.close();
    await rm(dir, { recursive: true });
  });

  return {
    get server() {
      return server;
    },
    /** Runs a job to its end; nothing of it may be left. */
    async run<J extends Job>({ runJob, job, programs, control = new AbortController(), volumeBytes = 0 }: FakeRun<J>) {
      const fake = createFakeDriver(programs);
      const config = readWorkerConfig({ EEF_DATA_DIR: dir, EEF_WORKER_NAME: 'w' });
      const services = { link, driver: fake.driver, config, logger: pino({ level: 'silent' }), volumeBytes: () => volumeBytes, scriptsDir: path.resolve('worker/builder/phases') };
      await runJob(services, job, control);
      expect(fake.left(), 'containers left').toBe(0);
      expect(await readdir(config.workDir), 'work directories left').toEqual([]);
      return fake;
    },
    logOf: (phase: PhaseName): string => server.logs.get(phase)?.toString('utf8') ?? '',
    /** The last status of every phase. */
    statuses: (): Record<string, string> => Object.fromEntries(server.messagesOf('phase.update').map(({ phase, status }) => [phase, status])),
  };
}
