import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Downloads } from '#lib/contract/inventory.ts';
import { PHASES, type PhaseName } from '#lib/contract/builds.ts';
import { INSPECT_PHASES } from '#lib/contract/inspections.ts';
import { PREFLIGHT_PHASES } from '#lib/contract/preflight.ts';
import type { Job, Lease, Secrets } from '#lib/contract/worker-protocol.ts';
import type { WorkerConfig } from '#worker/config.ts';
import type { Driver, PhaseHandle, StorageSlot } from '#worker/driver.ts';
import type { PhaseLog } from '#worker/log/phase-log.ts';
import type { ServerLink } from '#worker/server-link.ts';
import { endOf, type AttemptEnd } from './attempt-end.ts';
import { createAttemptSecrets, type AttemptSecrets } from './attempt-secrets.ts';
import { AttemptJournal } from './journal.ts';
import { createReporter, fencedLink, type AttemptLink, type Reporter } from './reporter.ts';

/** Of a log past its limit, this much of its end is kept. */
export const LOG_TAIL_BYTES = 256 * 1024;

/** An attempt that a former process of this worker had begun, and its containers that are still there. */
export interface FormerAttempt {
  dir: string;
  journal: AttemptJournal;
  containers: readonly PhaseHandle[];
}

const ORDER: Record<Job['kind'], readonly PhaseName[]> = { build: PHASES, preflight: PREFLIGHT_PHASES, inspect: INSPECT_PHASES };

/** What a worker gives to each of its jobs. */
export interface JobServices {
  link: Pick<ServerLink, 'request'>;
  driver: Driver;
  config: WorkerConfig;
  logger: Logger;
  /** Size of a slot's stored layers, as measured last. */
  volumeBytes: (slot: StorageSlot) => number;
  /** Folder of the scripts that run inside phase containers. */
  scriptsDir: string;
  /** Null: the attempt is new. */
  takeFormer?: (lease: Lease) => FormerAttempt | null;
}

/** One attempt of a job of any kind while it runs. */
export interface Attempt<J extends Job = Job> {
  job: J;
  services: JobServices;
  dir: string;
  journal: AttemptJournal;
  /** The container that a former process started for a phase. */
  findContainer: (phase: PhaseName) => PhaseHandle | null;
  link: AttemptLink;
  reporter: Reporter;
  logger: Logger;
  /** The end of the work: cancelled, out of time or lost. */
  signal: AbortSignal;
  /** The lease is lost: nothing more may be said to the server. */
  lost: AbortSignal;
  /** The phase begun last. */
  phase: PhaseName | null;
  downloads: Downloads;
  /** Logs of finished phases on their way to the server. */
  sealing: { phase: PhaseName; log: PhaseLog; done: Promise<void> }[];
  /** Ended containers and their sockets on their way out. */
  cleaning: Promise<void>[];
  isTlsUntrusted: boolean;
  secrets: AttemptSecrets;
  /** A file of the definition on this host's disk. */
  getBlob: (sha256: string, size: number) => Promise<string>;
}

export async function openAttempt<J extends Job>(services: JobServices, job: J, control: AbortController): Promise<Attempt<J>> {
  const former = services.takeFormer?.(job.lease) ?? null;
  const { dir, journal } = former ?? (await makeAttempt(services.config.workDir, job));
  const lost = new AbortController();
  const onLost = (end: AttemptEnd): void => {
    lost.abort(end);
    control.abort(end);
  };
  control.signal.addEventListener('abort', () => {
    if (endOf(control.signal) === 'lost') lost.abort(control.signal.reason);
  });
  const link = fencedLink(services.link, onLost);
  const blobs = new Map<string, Promise<string>>();
  const attempt: Attempt<J> = {
    job,
    services,
    dir,
    journal,
    findContainer: (phase) => former?.containers.find(({ labels }) => labels.phase === phase) ?? null,
    link,
    reporter: createReporter(link, job.lease, lost.signal),
    logger: services.logger.child({ ...aboutJob(job), attempt: job.lease.attempt }),
    signal: control.signal,
    lost: lost.signal,
    phase: null,
    downloads: [],
    sealing: [],
    cleaning: [],
    isTlsUntrusted: false,
    secrets: createAttemptSecrets(async (phase) => {
      // The log of a container that was taken over needs its mask, cancelled or not.
      const signal = former === null ? control.signal : lost.signal;
      const secrets = await link.request('secrets.request', { lease: job.lease, phase }, { signal });
      reportCredentialVersions(attempt, secrets);
      return secrets;
    }),
    getBlob(sha256, size) {
      const file = blobs.get(sha256) ?? fetchBlob(attempt, sha256, size);
      blobs.set(sha256, file);
      return file;
    },
  };
  return attempt;
}

async function makeAttempt(workDir: string, job: Job): Promise<Pick<FormerAttempt, 'dir' | 'journal'>> {
  // Short: the paths of unix sockets below it must fit in 108 bytes.
  const dir = path.join(workDir, randomUUID().slice(0, 8));
  await mkdir(path.join(dir, 'files'), { recursive: true, mode: 0o700 });
  return { dir, journal: await AttemptJournal.create(dir, job) };
}

export async function closeAttempt(attempt: Attempt): Promise<void> {
  await Promise.allSettled(attempt.cleaning);
  await Promise.all(attempt.sealing.map(({ log }) => log.close()));
  await rm(attempt.dir, { recursive: true, force: true });
}

/** What a log line says about a job. */
export function aboutJob(job: Job): Record<string, string> {
  if (job.kind === 'build') return { build: job.buildId };
  return job.kind === 'preflight' ? { preflight: job.preflightId } : { inspection: job.inspectionId };
}

export function phaseOrdinal({ kind }: Job, phase: PhaseName): number {
  return ORDER[kind].indexOf(phase) + 1;
}

/** Seconds that are left of the attempt's time limit. */
export function remainingSeconds(attempt: Attempt): number {
  const spentSeconds = (Date.now() - attempt.journal.startedAtMs) / 1000;
  return Math.max(1, Math.ceil(attempt.job.limits.timeoutSeconds - spentSeconds));
}

function reportCredentialVersions(attempt: Attempt, secrets: Secrets): void {
  const used = [...secrets.registries.map((each) => [each.credentialId, each.version] as const), ...secrets.galaxy.map((each) => [each.credentialId, each.version] as const)];
  if (used.length > 0) attempt.reporter.versions(Object.fromEntries(used.map(([id, version]) => [`credential ${id}`, String(version)])));
}

async function fetchBlob({ link, job, dir, signal }: Attempt, sha256: string, size: number): Promise<string> {
  const file = path.join(dir, 'files', sha256);
  const part = `${file}.part`;
  const hash = createHash('sha256');
  const handle = await open(part, 'w', 0o644);
  try {
    let offset = 0;
    for (let isLast = false; !isLast;) {
      const chunk = await link.request('file.read', { lease: job.lease, sha256, offset }, { signal });
      await handle.write(chunk.bytes, 0, chunk.bytes.length, offset);
      hash.update(chunk.bytes);
      offset += chunk.bytes.length;
      if (offset > size || (chunk.bytes.length === 0 && !chunk.isLast)) throw new Error('The server sent more of a file than it has.');
      isLast = chunk.isLast;
    }
  } finally {
    await handle.close();
  }
  if (hash.digest('hex') !== sha256) throw new Error('A file of the definition arrived changed.');
  await rename(part, file);
  return file;
}
