import { z } from 'zod';
import { Digest, Id, Instant, RelativePath, Sha256 } from './common.ts';
import { AttemptReason, BuildMode, PhaseName, PhaseStatus, Step } from './builds.ts';
import type { TaskKind } from './tasks.ts';
import { DoctorReport, WorkerUsage } from './workers.ts';
import type { ErrorCode } from './errors.ts';

/** Workers that speak an older protocol are refused with worker_too_old. */
export const PROTOCOL_VERSION = 1;
export const MAX_CHUNK_BYTES = 64 * 1024;
export const LEASE_TTL_MS = 60_000;
export const HEARTBEAT_MS = 10_000;
/** A granted tag is moved within this time after the request was sent, or not at all: well before the lease runs out, which the grant renews. */
export const PUBLISH_WITHIN_MS = 45_000;

/** socket.io namespace; refuses every connection with an Origin header. `auth` of the handshake is WorkerHello. */
export const WORKER_NAMESPACE = '/worker';

export const WorkerHello = z.object({
  token: z.string(),
  protocol: z.number().int(),
  version: z.string().max(50),
  name: z.string().max(63),
  labels: z.array(z.string().max(63)).max(50),
  capabilities: z.array(z.string().max(63)).max(50),
  slots: z.number().int().min(1).max(64),
  builderImage: z.string().max(500),
});
export type WorkerHello = z.infer<typeof WorkerHello>;

/** Every message about a job carries it; the server checks the token on every write. */
export const Lease = z.object({ jobId: Id, attempt: z.number().int(), token: z.string() });
export type Lease = z.infer<typeof Lease>;

const GalaxyServer = z.object({ credentialId: Id, version: z.number().int(), name: z.string(), url: z.string(), authUrl: z.string().nullable(), username: z.string().nullable(), hasSecret: z.boolean() });
const RegistryRef = z.object({ credentialId: Id, version: z.number().int(), host: z.string() });

export const Limits = z.object({
  timeoutSeconds: z.number().int(),
  memoryMb: z.number().int(),
  cpus: z.number(),
  pids: z.number().int(),
  diskGb: z.number().int(),
  logBytes: z.number().int(),
});
export type Limits = z.infer<typeof Limits>;

const JobBase = z.object({
  lease: Lease,
  teamId: z.string(),
  trustDomain: z.string(),
  slot: z.number().int(),
  pull: z.array(RegistryRef),
  galaxy: z.array(GalaxyServer),
  /** host[:port] without TLS. */
  insecureRegistries: z.array(z.string()),
  /** host or host:port in private ranges that this job's phases may reach. */
  privateHosts: z.array(z.string()),
  limits: Limits,
});
/** What every kind of job has: everything that a phase's container needs but secrets. */
export type JobBase = z.infer<typeof JobBase>;

const DefinitionJob = JobBase.extend({
  definition: z.object({ id: Id, name: z.string() }),
  text: z.string(),
  files: z.array(z.object({ path: RelativePath, sha256: Sha256, size: z.number().int(), executable: z.boolean() })),
});
/** What jobs about a definition have besides. */
export type DefinitionJob = z.infer<typeof DefinitionJob>;

export const BuildJob = DefinitionJob.extend({
  kind: z.literal('build'),
  buildId: Id,
  buildNumber: z.number().int(),
  revision: z.number().int(),
  engine: z.string(),
  mode: BuildMode,
  destination: z.object({ repository: z.string(), tags: z.array(z.string()), uniqueTag: z.string() }),
  push: RegistryRef.nullable(),
  isSecretMountAgreed: z.boolean(),
});
export type BuildJob = z.infer<typeof BuildJob>;

/** A text as it stands, saved or not. */
export const PreflightJob = DefinitionJob.extend({ kind: z.literal('preflight'), preflightId: Id });
export type PreflightJob = z.infer<typeof PreflightJob>;

/** What is in an image of a registry. */
export const InspectJob = JobBase.extend({ kind: z.literal('inspect'), inspectionId: Id, image: z.string() });
export type InspectJob = z.infer<typeof InspectJob>;

/** Later kinds (prune …) join this union. A worker names those that it knows besides builds: `job:<kind>`. */
export const Job = z.discriminatedUnion('kind', [BuildJob, PreflightJob, InspectJob]);
export type Job = z.infer<typeof Job>;

export function jobCapability(kind: TaskKind): string {
  return `job:${kind}`;
}

/** Slots that are free; a slot is leased by number, since each has its own storage volume. */
export const LeaseRequest = z.object({ freeSlots: z.array(z.number().int()) });
export const LeaseReply = z.object({ jobs: z.array(Job) });

export const Heartbeat = z.object({ leases: z.array(Lease), usage: WorkerUsage.nullable() });
/** `cancel`: stop these. `lost`: the token is no longer valid, destroy what belongs to it. */
export const HeartbeatReply = z.object({ cancel: z.array(Lease), lost: z.array(Lease) });

export const PhaseUpdate = z.object({ lease: Lease, phase: PhaseName, ordinal: z.number().int(), status: PhaseStatus, startedAt: Instant.nullable(), finishedAt: Instant.nullable(), notes: z.array(z.string().max(1000)).max(20) });
/** The whole list when the Containerfile is known, then the changed ones. */
export const StepsUpdate = z.object({ lease: Lease, phase: PhaseName, steps: z.array(Step).max(1000) });

export const LogAppend = z.object({ lease: Lease, phase: PhaseName, offset: z.number().int().min(0), bytes: z.instanceof(Uint8Array) });
/** `offset`: how many bytes the server has; the worker goes on from there. */
export const LogAck = z.object({ offset: z.number().int() });
export const LogSeal = z.object({ lease: Lease, phase: PhaseName, length: z.number().int(), sha256: Sha256 });

export const FileRead = z.object({ lease: Lease, sha256: Sha256, offset: z.number().int().min(0) });
export const FileChunk = z.object({ bytes: z.instanceof(Uint8Array), isLast: z.boolean() });

export const SecretsRequest = z.object({ lease: Lease, phase: PhaseName });
export const Secrets = z.object({
  registries: z.array(z.object({ credentialId: Id, version: z.number().int(), host: z.string(), username: z.string(), password: z.string() })),
  galaxy: z.array(z.object({ credentialId: Id, version: z.number().int(), name: z.string(), url: z.string(), authUrl: z.string().nullable(), username: z.string().nullable(), token: z.string().nullable() })),
});
export type Secrets = z.infer<typeof Secrets>;

export const ArtifactKind = z.enum(['containerfile', 'context', 'inventory', 'downloads', 'lock', 'preflight']);
export type ArtifactKind = z.infer<typeof ArtifactKind>;
export const ArtifactPut = z.object({ lease: Lease, kind: ArtifactKind, mediaType: z.string().max(100), sha256: Sha256, size: z.number().int(), offset: z.number().int(), bytes: z.instanceof(Uint8Array), isLast: z.boolean() });

/** The unique tag is pushed and verified: may the wanted tags move? Those a newer build moved are left out. */
export const PublishRequest = z.object({ lease: Lease, digest: Digest, sizeBytes: z.number().int() });
export const PublishGrant = z.object({ tags: z.array(z.string()), leftToNewer: z.array(z.string()) });

export const VersionsReport = z.object({ lease: Lease, versions: z.record(z.string(), z.string().max(500)) });

/** Ends the attempt. Succeeded: `movedTags` were moved. */
export const Complete = z.object({ lease: Lease, reason: AttemptReason, movedTags: z.array(z.string()), notes: z.array(z.string().max(1000)).max(50) });

export const DoctorUpdate = z.object({ report: DoctorReport });

/** Every request of a worker is answered with this. */
export type Reply<T> = { ok: true; data: T } | { ok: false; code: ErrorCode; message: string };

/** Worker → server requests by event name: what is sent and what comes back. */
export const WORKER_REQUESTS = {
  'lease.request': { request: LeaseRequest, reply: LeaseReply },
  heartbeat: { request: Heartbeat, reply: HeartbeatReply },
  'phase.update': { request: PhaseUpdate, reply: z.null() },
  'steps.update': { request: StepsUpdate, reply: z.null() },
  'log.append': { request: LogAppend, reply: LogAck },
  'log.seal': { request: LogSeal, reply: LogAck },
  'file.read': { request: FileRead, reply: FileChunk },
  'secrets.request': { request: SecretsRequest, reply: Secrets },
  'artifact.put': { request: ArtifactPut, reply: z.object({ offset: z.number().int() }) },
  'publish.request': { request: PublishRequest, reply: PublishGrant },
  'versions.report': { request: VersionsReport, reply: z.null() },
  complete: { request: Complete, reply: z.null() },
  doctor: { request: DoctorUpdate, reply: z.null() },
} as const;
export type WorkerRequestName = keyof typeof WORKER_REQUESTS;
export type WorkerRequest<N extends WorkerRequestName> = z.infer<(typeof WORKER_REQUESTS)[N]['request']>;
export type WorkerReply<N extends WorkerRequestName> = z.infer<(typeof WORKER_REQUESTS)[N]['reply']>;

/** Server → worker: hints only; the truth comes with the next lease request or heartbeat. */
export type WorkerServerEvents = { wake: () => void; cancel: (lease: { jobId: string; attempt: number }) => void };
