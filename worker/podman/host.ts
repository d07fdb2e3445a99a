import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { readHostFacts, type HostEnvironment, type HostFacts } from './host-facts.ts';

export interface PodmanHostOptions {
  dataDir: string;
  /** Registries spoken to without TLS, e.g. "localhost:5000". */
  insecureRegistries: readonly string[];
  environment: HostEnvironment;
}

export interface PodmanHost {
  /** Goes into the environment of every podman, buildah and skopeo call. */
  env: Record<string, string>;
  facts: HostFacts;
  runtime: 'crun' | 'runc';
  isRootless: boolean;
  graphRoot: string;
  runRoot: string;
}

/**
 * Writes containers.conf, storage.conf and registries.conf of our own podman set-up into <data dir>/podman,
 * fit for this host, and returns how to use them. The host's own podman set-up stays untouched.
 * Safe to call again and from several processes.
 */
export async function preparePodmanHost(options: PodmanHostOptions): Promise<PodmanHost> {
  const facts = await readHostFacts(options.environment);
  const dir = path.resolve(options.dataDir, 'podman');
  const layout = podmanLayout(dir, facts);
  await mkdir(dir, { recursive: true, mode: 0o711 });
  await Promise.all([layout.graphRoot, layout.tmpDir].map((each) => mkdir(each, { recursive: true, mode: 0o711 })));
  await mkdir(layout.runRoot, { recursive: true, mode: 0o700 });
  await Promise.all([
    writeIfChanged(path.join(dir, 'containers.conf'), renderContainersConf(facts, layout)),
    writeIfChanged(path.join(dir, 'storage.conf'), renderStorageConf(layout)),
    writeIfChanged(path.join(dir, 'registries.conf'), renderRegistriesConf(options.insecureRegistries)),
  ]);
  return {
    env: {
      CONTAINERS_CONF: path.join(dir, 'containers.conf'),
      CONTAINERS_STORAGE_CONF: path.join(dir, 'storage.conf'),
      CONTAINERS_REGISTRIES_CONF: path.join(dir, 'registries.conf'),
      ...(facts.uid === 0 ? {} : rootlessEnv(facts, layout)),
    },
    facts,
    runtime: chooseRuntime(facts),
    isRootless: facts.uid !== 0,
    graphRoot: layout.graphRoot,
    runRoot: layout.runRoot,
  };
}

/**
 * Rootless podman 4.3 takes its run root from XDG_RUNTIME_DIR alone: with the session's own it would share mount counts
 * and the pause process with the user's own podman. The session bus is then named explicitly.
 */
export function rootlessEnv(facts: HostFacts, layout: PodmanLayout): Record<string, string> {
  const bus = facts.hasUserSystemd ? { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(facts.runtimeDir, 'bus')}` } : {};
  return { XDG_RUNTIME_DIR: layout.runRoot, ...bus };
}

interface PodmanLayout {
  graphRoot: string;
  runRoot: string;
  tmpDir: string;
}

function podmanLayout(dir: string, facts: HostFacts): PodmanLayout {
  // Short on purpose: conmon's sockets below it must fit in the 108 bytes of a unix socket address.
  const id = createHash('sha256').update(dir).digest('hex').slice(0, 8);
  return {
    graphRoot: path.join(dir, 'storage'),
    runRoot: path.join(facts.runtimeDir, `eef-${id}`),
    tmpDir: path.join(dir, 'tmp'),
  };
}

/** crun refuses hybrid cgroups ("cgroups in hybrid mode not supported"). */
export function chooseRuntime(facts: HostFacts): 'crun' | 'runc' {
  if (!facts.hasRunc) return 'crun';
  return facts.hasCrun && facts.cgroupMode !== 'hybrid' ? 'crun' : 'runc';
}

export function renderContainersConf(facts: HostFacts, layout: PodmanLayout): string {
  const cgroupManager = facts.cgroupMode === 'v2' && facts.hasUserSystemd ? 'systemd' : 'cgroupfs';
  return [
    '[containers]',
    `default_ulimits = ["nofile=${facts.limits.files}:${facts.limits.files}", "nproc=${facts.limits.processes}:${facts.limits.processes}"]`,
    'log_driver = "k8s-file"',
    '[engine]',
    `runtime = "${chooseRuntime(facts)}"`,
    `cgroup_manager = "${cgroupManager}"`,
    'events_logger = "file"',
    // The shared-memory locks are one table per user: a second podman database on this host would free ours.
    'lock_type = "file"',
    `tmp_dir = ${JSON.stringify(path.join(layout.runRoot, 'libpod'))}`,
    `image_copy_tmp_dir = ${JSON.stringify(layout.tmpDir)}`,
    '[network]',
    `network_backend = "${facts.hasNetavark ? 'netavark' : 'cni'}"`,
    '',
  ].join('\n');
}

export function renderStorageConf(layout: PodmanLayout): string {
  return [
    '[storage]',
    'driver = "overlay"',
    `graphroot = ${JSON.stringify(layout.graphRoot)}`,
    // graphroot does not hold for rootless podman 4.3.
    `rootless_storage_path = ${JSON.stringify(layout.graphRoot)}`,
    `runroot = ${JSON.stringify(path.join(layout.runRoot, 'storage'))}`,
    '',
  ].join('\n');
}

export function renderRegistriesConf(insecureRegistries: readonly string[]): string {
  const entries = insecureRegistries.flatMap((location) => ['[[registry]]', `location = ${JSON.stringify(location)}`, 'insecure = true']);
  return ['unqualified-search-registries = []', 'short-name-mode = "enforcing"', ...entries, ''].join('\n');
}

async function writeIfChanged(file: string, content: string): Promise<void> {
  const current = await readFile(file, 'utf8').catch(() => null);
  if (current === content) return;
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, content, { mode: 0o644 });
  await rename(temporary, file);
}
