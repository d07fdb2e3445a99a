import { access, constants, readFile } from 'node:fs/promises';

import type { ScriptConfig } from '#scripts/config.ts';
import { run } from '#scripts/run.ts';
import { findProgram } from '#worker/podman/host-facts.ts';

/** A system package of Debian's and how to see that what it gives is there. */
interface Requirement {
  debianPackage: string;
  isPresent: (searchPath: readonly string[]) => Promise<boolean>;
}

export class SystemPackagesError extends Error {
  override readonly name = 'SystemPackagesError';
}

/** The command that an administrator types to install what is missing. */
export function installCommand(packages: readonly string[]): string {
  return `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`;
}

/** Installs missing system packages as root; as an ordinary user it throws with the exact command. */
export async function ensureSystemPackages(config: ScriptConfig, signal?: AbortSignal): Promise<string> {
  const missing = await listMissingPackages(config);
  if (missing.length === 0) return 'present';
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || config.settings.EEF_OFFLINE || !(await isDebian())) throw new SystemPackagesError(describeMissing(missing, await isDebian()));
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env, signal });
  await run('apt-get', ['install', '-q', '--yes', '--no-install-recommends', ...missing], { env, signal });
  if (missing.includes('docker-registry')) await stopPackagedRegistry(signal);
  return `installed ${missing.join(', ')}`;
}

export async function listMissingPackages(config: ScriptConfig): Promise<string[]> {
  const searchPath = [...(config.environment['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  const missing: string[] = [];
  for (const requirement of listRequirements(config)) {
    if (!(await requirement.isPresent(searchPath))) missing.push(requirement.debianPackage);
  }
  return missing;
}

function listRequirements(config: ScriptConfig): Requirement[] {
  const { EEF_BASE_IMAGE, EEF_BUILDER_BASE_IMAGE, EEF_BUILDER_IMAGE, EEF_STARTER_COLLECTIONS } = config.settings;
  const makesBuilder = EEF_BUILDER_IMAGE === undefined;
  const makesTree = EEF_BASE_IMAGE === undefined || (makesBuilder && EEF_BUILDER_BASE_IMAGE === undefined);
  const usesPip = makesTree || EEF_STARTER_COLLECTIONS !== 'none';
  return [
    program('podman', 'podman'),
    { debianPackage: 'runc', isPresent: async (dirs) => (await hasProgram('runc', dirs)) || ((await hasProgram('crun', dirs)) && !(await isHybridCgroup())) },
    program('uidmap', 'newuidmap'),
    { debianPackage: 'netavark', isPresent: async () => (await hasProgram('netavark', ['/usr/lib/podman', '/usr/libexec/podman'])) || !(await isDebian()) },
    ...(makesTree ? [program('mmdebstrap', 'mmdebstrap')] : []),
    ...(usesPip ? [{ debianPackage: 'python3-pip', isPresent: hasPip }] : []),
    ...(config.localRegistry === null ? [] : [program('docker-registry', 'docker-registry')]),
    { debianPackage: 'ca-certificates', isPresent: async () => (await isReadable('/etc/ssl/certs/ca-certificates.crt')) || !(await isDebian()) },
  ];
}

function program(debianPackage: string, name: string): Requirement {
  return { debianPackage, isPresent: (searchPath) => hasProgram(name, searchPath) };
}

async function hasProgram(name: string, searchPath: readonly string[]): Promise<boolean> {
  return (await findProgram(name, searchPath)) !== null;
}

async function hasPip(): Promise<boolean> {
  try {
    await run('/usr/bin/python3', ['-c', 'import pip']);
    return true;
  } catch {
    return false;
  }
}

/** Debian's package starts a registry of its own on port 5000 where systemd runs; ours is started by `up`. */
async function stopPackagedRegistry(signal?: AbortSignal): Promise<void> {
  if (await isReadable('/run/systemd/system')) await run('systemctl', ['disable', '--now', 'docker-registry'], { signal });
}

function describeMissing(missing: readonly string[], onDebian: boolean): string {
  if (onDebian) return `These system packages are missing. As root (or with sudo) run:\n\n  ${installCommand(missing)}\n\nand then \`npm run up\` again.`;
  return (
    `This machine is not Debian, and these are missing (by their Debian names): ${missing.join(', ')}. Install podman, runc or crun and ` +
    'uidmap (shadow-utils) with its own package manager. EEF_REGISTRY, EEF_BASE_IMAGE, EEF_BUILDER_BASE_IMAGE and EEF_STARTER_COLLECTIONS=none ' +
    'replace docker-registry, mmdebstrap and pip.'
  );
}

async function isDebian(): Promise<boolean> {
  return (await readHostSuite()) !== null;
}

/** Debian release of this host such as "bookworm", null elsewhere. */
export async function readHostSuite(): Promise<string | null> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const values = new Map(text.split('\n').flatMap((line) => {
    const [key, value] = line.split('=');
    return key === undefined || value === undefined ? [] : [[key, value.replaceAll('"', '')] as const];
  }));
  return values.get('ID') === 'debian' ? (values.get('VERSION_CODENAME') ?? null) : null;
}

async function isHybridCgroup(): Promise<boolean> {
  return isReadable('/sys/fs/cgroup/unified/cgroup.controllers');
}

async function isReadable(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(() => true, () => false);
}
