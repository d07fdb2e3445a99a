import { BuildJob } from '#lib/contract/worker-protocol.ts';

/** A job as the server gives it; `changes` replace whole fields. */
export function buildJob(changes: Partial<BuildJob> = {}): BuildJob {
  return BuildJob.parse({
    kind: 'build',
    lease: { jobId: 'job000001', attempt: 1, token: 'token-1' },
    buildId: 'build0001',
    teamId: 'default',
    trustDomain: 'default',
    slot: 0,
    definition: { id: 'def000001', name: 'ee' },
    buildNumber: 7,
    revision: 1,
    text: 'version: 3\nimages:\n  base_image:\n    name: registry.example/base:1\n',
    files: [],
    engine: 'standard',
    mode: 'exact',
    destination: { repository: 'registry.example/ee', tags: ['latest'], uniqueTag: 'build-7-1' },
    pull: [],
    push: null,
    galaxy: [],
    isSecretMountAgreed: false,
    insecureRegistries: [],
    privateHosts: [],
    limits: { timeoutSeconds: 600, memoryMb: 512, cpus: 1, pids: 100, diskGb: 1, logBytes: 1_000_000 },
    ...changes,
  } satisfies BuildJob);
}
