import { access, constants, lstat, mkdir, readFile, statfs } from 'node:fs/promises';
import path from 'node:path';

const TMPFS_MAGIC = 0x01021994;
const NETAVARK_DIRS = ['/usr/lib/podman', '/usr/libexec/podman', '/usr/local/libexec/podman', '/usr/local/lib/podman'];

export type CgroupMode = 'v2' | 'v1' | 'hybrid' | 'none';

/** What the podman configuration depends on, read from this host. */
export interface HostFacts {
  uid: number;
  cgroupMode: CgroupMode;
  hasCrun: boolean;
  hasRunc: boolean;
  hasNetavark: boolean;
  hasUserSystemd: boolean;
  /** Hard limits, as podman's default_ulimits may name at most. */
  limits: { files: number; processes: number };
  /** A directory that a reboot empties, writable for this user. */
  runtimeDir: string;
}

export interface HostEnvironment {
  PATH?: string | undefined;
  XDG_RUNTIME_DIR?: string | undefined;
}

export async function readHostFacts(environment: HostEnvironment): Promise<HostFacts> {
  const uid = process.getuid?.() ?? 0;
  const searchPath = [...(environment.PATH ?? '').split(':'), '/usr/sbin', '/sbin'].filter((dir) => dir !== '');
  const [cgroupMode, crun, runc, netavark, limits, runtimeDir] = await Promise.all([
    readCgroupMode(),
    findProgram('crun', searchPath),
    findProgram('runc', searchPath),
    findProgram('netavark', NETAVARK_DIRS),
    readLimits(),
    findRuntimeDir(uid, environment.XDG_RUNTIME_DIR),
  ]);
  return {
    uid,
    cgroupMode,
    hasCrun: crun !== null,
    hasRunc: runc !== null,
    hasNetavark: netavark !== null,
    hasUserSystemd: uid !== 0 && (await isReadable(path.join(runtimeDir, 'systemd/private'))),
    limits,
    runtimeDir,
  };
}

export async function findProgram(name: string, searchPath: readonly string[]): Promise<string | null> {
  for (const dir of searchPath) {
    const candidate = path.join(dir, name);
    if (await isAllowed(candidate, constants.X_OK)) return candidate;
  }
  return null;
}

async function readLimits(): Promise<HostFacts['limits']> {
  const limits = parseLimits(await readFile('/proc/self/limits', 'utf8'));
  // podman 4.3 lowers its own process limit to pid_max, after which more cannot be given to a container.
  const pidMax = Number(await readFile('/proc/sys/kernel/pid_max', 'utf8'));
  return { ...limits, processes: Math.min(limits.processes, pidMax) };
}

/** Hard limits from /proc/<pid>/limits; "unlimited" becomes the kernel's own ceiling. */
export function parseLimits(text: string): HostFacts['limits'] {
  function hard(label: string, ceiling: number): number {
    const line = text.split('\n').find((candidate) => candidate.startsWith(label));
    const value = line?.slice(label.length).trim().split(/\s+/)[1];
    const parsed = Number(value);
    return value === undefined || value === 'unlimited' || !Number.isFinite(parsed) ? ceiling : Math.min(parsed, ceiling);
  }
  return { files: hard('Max open files', 1_048_576), processes: hard('Max processes', 4_194_304) };
}

async function readCgroupMode(): Promise<CgroupMode> {
  if (await isReadable('/sys/fs/cgroup/cgroup.controllers')) return 'v2';
  if (await isReadable('/sys/fs/cgroup/unified/cgroup.controllers')) return 'hybrid';
  return (await isReadable('/sys/fs/cgroup/memory')) ? 'v1' : 'none';
}

async function findRuntimeDir(uid: number, configured: string | undefined): Promise<string> {
  const wanted = uid === 0 ? ['/run'] : [configured ?? `/run/user/${uid}`];
  for (const dir of wanted) {
    if ((await isAllowed(dir, constants.W_OK)) && (await isTmpfs(dir))) return dir;
  }
  const fallback = `/dev/shm/ee-foundry-${uid}`;
  await mkdir(fallback, { recursive: true, mode: 0o700 });
  // Anybody may make files in /dev/shm: a folder that another user put there first is not ours to trust.
  const { uid: owner } = await lstat(fallback);
  if (owner !== uid) throw new Error(`${fallback} belongs to another user (uid ${owner}). Set XDG_RUNTIME_DIR to a folder of your own on a tmpfs.`);
  return fallback;
}

async function isTmpfs(dir: string): Promise<boolean> {
  return (await statfs(dir)).type === TMPFS_MAGIC;
}

async function isReadable(file: string): Promise<boolean> {
  return isAllowed(file, constants.R_OK);
}

async function isAllowed(file: string, mode: number): Promise<boolean> {
  try {
    await access(file, mode);
    return true;
  } catch {
    return false;
  }
}
