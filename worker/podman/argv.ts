import path from 'node:path';

import { IN_DIR, NET_DIR, OUT_DIR, PROXY_PORT, SECRETS_DIR, STORAGE_DIR, type PhaseDescription } from '#worker/driver.ts';
import { containerLabels, ownerLabels, type Fence, type Owner } from './labels.ts';

const UID_COUNT = 65_536;
const SECRETS_TMPFS_MB = 4;

/** What the arguments depend on besides the phase. */
export interface ArgvHost {
  owner: Owner;
  /** Highest limits that this host grants. */
  ulimits: { files: number; processes: number };
  /** Limits of memory, cpu and processes hold (cgroups v2, or podman as root). */
  hasCgroupLimits: boolean;
  hasSelinux: boolean;
}

export interface ContainerStorage {
  volume: string;
  /** First host id of the container's range; null with a rootless podman, which maps its user's own range. */
  uidBase: number | null;
}

/** Of `podman run`: the unprivileged mode, all of it in one place. No secret may ever be among them. */
export function containerArguments(phase: PhaseDescription, storage: ContainerStorage, host: ArgvHost): string[] {
  const [entrypoint, ...rest] = phase.argv ?? ['/bin/sh', `${IN_DIR}/run`];
  return [
    'run', '--detach', '--pull=never',
    `--name=${containerName(phase, host.owner)}`,
    '--user=podman', '--cap-drop=all', '--cap-add=SETUID,SETGID,SYS_CHROOT',
    ...(storage.uidBase === null ? [] : [`--uidmap=0:${storage.uidBase}:${UID_COUNT}`, `--gidmap=0:${storage.uidBase}:${UID_COUNT}`]),
    ...(host.hasSelinux ? ['--security-opt=label=disable'] : []),
    '--network=none', '--http-proxy=false', '--no-hosts', '--hostname=ee-builder',
    '--image-volume=ignore', '--sdnotify=ignore', '--systemd=false', '--restart=no', '--workdir=/',
    ...mounts(phase, storage),
    ...environment(phase),
    ...limits(phase, host),
    ...labels(phase, storage, host.owner),
    '--log-driver=k8s-file', `--log-opt=path=${rawLogFile(phase)}`, `--log-opt=max-size=${outerLogBytes(phase.limits.logBytes)}`,
    `--entrypoint=${JSON.stringify([entrypoint])}`,
    phase.image,
    ...rest,
  ];
}

export function containerName(phase: PhaseDescription, owner: Owner): string {
  const { job, attempt, phase: name, token } = phase.labels;
  return `eef-${owner.instance.slice(0, 6)}-${job.slice(-12)}-${attempt}-${name}-${token.slice(0, 4)}`.replaceAll(/[^a-zA-Z0-9_.-]/g, '_');
}

export function rawLogFile(phase: PhaseDescription): string {
  return path.join(phase.dirs.root, 'raw.log');
}

/** k8s-file adds some 44 bytes to every line, and conmon starts the file anew at its limit: well above our own fence. */
export function outerLogBytes(logBytes: number): number {
  return fencedLogBytes(logBytes) * 2;
}

/** Raw bytes at which the driver ends the container: a log of empty lines grows 45-fold. */
export function fencedLogBytes(logBytes: number): number {
  return logBytes * 4 + 64 * 1024 * 1024;
}

export function fenceOf(phase: PhaseDescription, storage: ContainerStorage): Fence {
  return {
    outDir: phase.dirs.out,
    volume: phase.mountsStorage ? storage.volume : null,
    diskBytes: phase.limits.diskGb * 1e9,
    logBytes: fencedLogBytes(phase.limits.logBytes),
  };
}

function mounts(phase: PhaseDescription, storage: ContainerStorage): string[] {
  return [
    `--volume=${phase.dirs.in}:${IN_DIR}:ro`,
    `--volume=${phase.dirs.out}:${OUT_DIR}:rw`,
    ...(phase.network === 'egress' ? [`--volume=${phase.dirs.net}:${NET_DIR}:ro`] : []),
    // Never with `:U`: every start would change the owners of the stored layers.
    ...(phase.mountsStorage ? [`--volume=${storage.volume}:${STORAGE_DIR}:rw`] : []),
    `--tmpfs=${SECRETS_DIR}:rw,noexec,nosuid,nodev,size=${SECRETS_TMPFS_MB}m,mode=1777`,
    '--shm-size=64m',
  ];
}

function environment(phase: PhaseDescription): string[] {
  const proxy = `http://127.0.0.1:${PROXY_PORT}`;
  const direct = 'localhost,127.0.0.1';
  const network = phase.network === 'egress'
    ? { http_proxy: proxy, https_proxy: proxy, HTTP_PROXY: proxy, HTTPS_PROXY: proxy, no_proxy: direct, NO_PROXY: direct }
    : {};
  return Object.entries({ ...network, ...phase.env }).map(([name, value]) => `--env=${name}=${value}`);
}

function limits(phase: PhaseDescription, host: ArgvHost): string[] {
  const { memoryMb, cpus, pids, timeoutSeconds } = phase.limits;
  const processes = host.hasCgroupLimits ? host.ulimits.processes : Math.min(pids, host.ulimits.processes);
  return [
    ...(host.hasCgroupLimits ? [`--memory=${memoryMb}m`, `--memory-swap=${memoryMb}m`, `--cpus=${cpus}`, `--pids-limit=${pids}`] : []),
    // All of them: one --ulimit replaces podman's whole default list.
    `--ulimit=nofile=${host.ulimits.files}:${host.ulimits.files}`,
    `--ulimit=nproc=${processes}:${processes}`,
    '--ulimit=core=0:0',
    `--timeout=${timeoutSeconds}`,
  ];
}

function labels(phase: PhaseDescription, storage: ContainerStorage, owner: Owner): string[] {
  const all = { ...ownerLabels(owner), ...containerLabels(phase.labels, rawLogFile(phase), fenceOf(phase, storage)) };
  return Object.entries(all).map(([name, value]) => `--label=${name}=${value}`);
}
