import type { PhaseName } from '#lib/contract/builds.ts';

/** Where a phase's script, results and sockets are, inside every phase container. */
export const IN_DIR = '/job/in';
export const OUT_DIR = '/job/out';
export const NET_DIR = '/run/ee-foundry-net';
export const SECRETS_DIR = '/run/secrets-ee';
export const STORAGE_DIR = '/home/podman/.local/share/containers';
export const PROXY_PORT = 3128;

/** What a container belongs to: a stale token means that it must go. */
export interface PhaseLabels {
  job: string;
  attempt: number;
  token: string;
  phase: PhaseName;
}

/** A storage volume: one per trust domain and slot, one phase chain at a time on it. */
export interface StorageSlot {
  trustDomain: string;
  slot: number;
}

export interface PhaseLimits {
  memoryMb: number;
  cpus: number;
  pids: number;
  diskGb: number;
  /** The container is killed after it even if no worker lives any more. */
  timeoutSeconds: number;
  /** Of the container's whole output, as a last fence: `lib/cap` inside keeps to the real limit. */
  logBytes: number;
}

/** Host directories of one phase; see preparePhaseDirs. `out` is the only one that the container can write to. */
export interface PhaseDirs {
  root: string;
  in: string;
  out: string;
  net: string;
}

export interface PhaseDescription {
  labels: PhaseLabels;
  image: string;
  /** Default: `/bin/sh /job/in/run`. */
  argv?: readonly string[];
  dirs: PhaseDirs;
  /** Gives the container its range of user ids; the volume itself is mounted only with `mountsStorage`. */
  storage: StorageSlot;
  mountsStorage: boolean;
  /** `egress`: `dirs.net` is mounted and the proxy variables are set; the sockets come from openEgress. */
  network: 'none' | 'egress';
  /** Not for secrets: everybody who may inspect containers reads it. */
  env?: Readonly<Record<string, string>>;
  limits: PhaseLimits;
}

/** A container that exists. Only a driver makes one. */
export interface PhaseHandle {
  id: string;
  name: string;
  labels: PhaseLabels;
  logFile: string;
  /** False: it was made, but its program never ran. */
  hasStarted: boolean;
}

/** One line of output, or a part of a line longer than 1 MiB (`isContinued`: the next record goes on with it). */
export interface LogRecord {
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  text: string;
  isContinued: boolean;
  /** Offset in the raw log after this record: give it to `attach` to go on from here. */
  nextOffset: number;
}

/** `limit`: which of our own limits ended it. The time limit of the container counts as a plain exit (137) here. */
export interface PhaseExit {
  code: number;
  isOutOfMemory: boolean;
  limit: 'disk' | 'log' | null;
}

export interface VolumeUsage extends StorageSlot {
  name: string;
  sizeBytes: number;
}

/** Runs phases. All calls may be repeated; those on a container that is gone do nothing. */
export interface Driver {
  /** Returns when the container runs. @throws DriverError */
  start(phase: PhaseDescription): Promise<PhaseHandle>;
  /** Output from an offset of the raw log, live; ends when the container has ended and all is read, or at abort. */
  attach(handle: PhaseHandle, offset: number, signal: AbortSignal): AsyncIterable<LogRecord>;
  wait(handle: PhaseHandle): Promise<PhaseExit>;
  /** Writes a secret to SECRETS_DIR/name inside the running container: it appears whole or not at all. */
  deliver(handle: PhaseHandle, name: string, bytes: Uint8Array): Promise<void>;
  /** TERM, then KILL after the grace. Returns when no process is left. */
  stop(handle: PhaseHandle, graceSeconds: number): Promise<void>;
  /** This worker's containers, running or ended, whose labels match. */
  list(labels?: Partial<PhaseLabels>): Promise<PhaseHandle[]>;
  remove(handle: PhaseHandle): Promise<void>;
  listVolumes(): Promise<VolumeUsage[]>;
  /** Removes the stored layers of a slot that no phase uses. */
  removeVolume(slot: StorageSlot): Promise<void>;
}
