import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { WorkerConfig } from '#worker/config.ts';
import type { Driver, PhaseDescription, PhaseHandle } from '#worker/driver.ts';
import { preparePhaseDirs } from '#worker/podman/phase-dirs.ts';

export const PROBE_MEMORY_MB = 333;
const TIMEOUT_SECONDS = 90;
const MAX_VALUE = 4000;

/** Names and values that the script below prints. */
export type Probe = Readonly<Partial<Record<ProbeKey, string>>>;
const KEYS = ['capbnd', 'seccomp', 'uidmap', 'devices', 'memory', 'storage', 'unshare', 'filecaps', 'subuid', 'podman', 'buildah', 'skopeo', 'ansible-builder', 'ansible-core', 'tools', 'os'] as const;
export type ProbeKey = (typeof KEYS)[number];

const SCRIPT = `
say() { printf '%s\\t%s\\n' "$1" "$(printf '%s' "$2" | tr '\\n\\t' ';  ' | head -c ${MAX_VALUE})"; }
PATH=$PATH:/usr/sbin:/sbin
say capbnd "$(sed -n 's/^CapBnd:[[:space:]]*//p' /proc/1/status)"
say seccomp "$(sed -n 's/^Seccomp:[[:space:]]*//p' /proc/1/status)"
say uidmap "$(cat /proc/1/uid_map)"
say devices "$(ls /dev)"
say memory "$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | head -n 1)"
say storage "$(podman info --format '{{.Store.GraphDriverName}}|{{json .Store.GraphOptions}}|{{json .Store.GraphStatus}}' 2>&1)"
say unshare "$(podman unshare cat /proc/self/uid_map 2>&1)"
say filecaps "$(getcap /usr/bin/newuidmap /usr/bin/newgidmap 2>&1)"
say subuid "$(cat /etc/subuid 2>&1)"
say podman "$(podman --version 2>&1)"
say buildah "$(buildah --version 2>&1)"
say skopeo "$(skopeo --version 2>&1)"
say ansible-builder "$(ansible-builder --version 2>&1)"
say ansible-core "$(python3 -c 'import importlib.metadata as m; print(m.version("ansible-core"))' 2>&1)"
missing=''
for tool in socat python3 git tar ansible-galaxy; do command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"; done
say tools "$missing"
say os "$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release | tr -d '"')"
`;

/** Runs a container with all the arguments of a build and reports what it found inside. */
export async function runProbe(config: WorkerConfig, driver: Driver): Promise<Probe | { error: string }> {
  const attemptDir = path.join(config.workDir, `doctor-${randomBytes(6).toString('hex')}`);
  const storage = { trustDomain: 'doctor', slot: 0 };
  let handle: PhaseHandle | null = null;
  try {
    const dirs = await preparePhaseDirs(attemptDir, 'inspect');
    await writeFile(path.join(dirs.in, 'run'), SCRIPT, { mode: 0o644 });
    const phase: PhaseDescription = {
      labels: { job: 'doctor', attempt: 1, token: randomBytes(8).toString('hex'), phase: 'inspect' },
      image: config.builderImage,
      dirs,
      storage,
      mountsStorage: true,
      network: 'none',
      limits: { memoryMb: PROBE_MEMORY_MB, cpus: 1, pids: 256, diskGb: 1, timeoutSeconds: TIMEOUT_SECONDS, logBytes: 1_000_000 },
    };
    handle = await driver.start(phase);
    return await readProbe(driver, handle);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  } finally {
    if (handle !== null) await driver.remove(handle).catch(() => undefined);
    await driver.removeVolume(storage).catch(() => undefined);
    await rm(attemptDir, { recursive: true, force: true });
  }
}

async function readProbe(driver: Driver, handle: PhaseHandle): Promise<Probe | { error: string }> {
  const lines: string[] = [];
  for await (const record of driver.attach(handle, 0, AbortSignal.timeout(TIMEOUT_SECONDS * 1000))) lines.push(record.text);
  const exit = await driver.wait(handle);
  const probe = parseProbe(lines);
  return probe.capbnd === undefined ? { error: `The trial container ended with ${exit.code}: ${lines.slice(-3).join(' ').slice(0, 500)}` } : probe;
}

export function parseProbe(lines: readonly string[]): Probe {
  const probe: Partial<Record<ProbeKey, string>> = {};
  for (const line of lines) {
    const [key, value] = line.split('\t', 2);
    const known = KEYS.find((each) => each === key);
    if (known !== undefined && value !== undefined) probe[known] = value.trim().slice(0, MAX_VALUE);
  }
  return probe;
}
