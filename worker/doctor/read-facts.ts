import { readFile, statfs } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';

import { z } from 'zod';

import type { WorkerConfig } from '#worker/config.ts';
import { hostPortOfUrl } from '#worker/egress/host-port.ts';
import type { LocalPodman } from '#worker/podman/create-driver.ts';
import type { DoctorFacts, PodmanFacts, ServerFacts } from './facts.ts';
import { runProbe } from './probe.ts';

const ANSWER_TIMEOUT_MS = 5000;

const PodmanInfo = z.object({
  host: z.object({
    ociRuntime: z.object({ name: z.string(), version: z.string(), package: z.string().default('') }),
    security: z.object({ seccompEnabled: z.boolean().default(false), selinuxEnabled: z.boolean().default(false), apparmorEnabled: z.boolean().default(false) }),
  }),
  version: z.object({ Version: z.string() }),
});

/** Reads the host: nothing is changed but for a short trial container. */
export async function readFacts(config: WorkerConfig, podman: LocalPodman): Promise<DoctorFacts> {
  const { host } = podman;
  const user = host.isRootless ? os.userInfo().username : 'root';
  const [podmanFacts, subordinate, userNamespaces, isRootShared, disk, caBundle, siteProxy, servers, image, probe] = await Promise.all([
    readPodman(podman),
    readSubordinate(user, host.facts.uid),
    readUserNamespaces(),
    readIsRootShared(),
    statfs(config.dataDir),
    readCaBundle(config.caBundle),
    readSiteProxy(config),
    readServers(config),
    podman.run('podman', ['image', 'inspect', '--format', '{{.Id}}', config.builderImage]),
    runProbe(config, podman.driver),
  ]);
  return {
    podman: podmanFacts,
    isRootless: host.isRootless,
    runtime: host.runtime,
    cgroupMode: host.facts.cgroupMode,
    kernel: os.release(),
    openFiles: host.facts.limits.files,
    user,
    subordinate,
    userNamespaces,
    isRootShared,
    disk: { path: config.dataDir, freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize },
    limitGb: config.settings.EEF_BUILD_DISK_GB,
    caBundle,
    siteProxy,
    ...servers,
    builderImage: { name: config.builderImage, id: image.exitCode === 0 ? image.stdout.trim() : null },
    probe,
  };
}

async function readPodman(podman: LocalPodman): Promise<DoctorFacts['podman']> {
  const result = await podman.run('podman', ['info', '--format', 'json']);
  if (result.exitCode !== 0) return { error: result.stderr.trim().slice(0, 1000) };
  const { host, version } = PodmanInfo.parse(JSON.parse(result.stdout));
  const found = /(\d+\.\d+(?:\.\d+)?)/.exec(host.ociRuntime.version)?.[1] ?? '0.0.0';
  return {
    version: version.Version,
    runtime: { name: host.ociRuntime.name, version: found, package: host.ociRuntime.package },
    hasSeccomp: host.security.seccompEnabled,
    selinux: await readSelinux(),
    hasAppArmor: host.security.apparmorEnabled,
  };
}

async function readSelinux(): Promise<PodmanFacts['selinux']> {
  const enforce = await readText('/sys/fs/selinux/enforce');
  if (enforce === null) return 'off';
  return enforce.trim() === '1' ? 'enforcing' : 'permissive';
}

async function readSubordinate(user: string, uid: number): Promise<DoctorFacts['subordinate']> {
  const [uids, gids] = await Promise.all(['/etc/subuid', '/etc/subgid'].map(async (file) => sumRanges((await readText(file)) ?? '', user, uid)));
  return { uids: uids ?? 0, gids: gids ?? 0 };
}

/** Ids that /etc/subuid or /etc/subgid give to a user, named or by number. */
export function sumRanges(text: string, user: string, uid: number): number {
  return text.split('\n').map((line) => line.split(':')).filter(([name]) => name === user || name === String(uid)).reduce((sum, [, , count]) => sum + (Number(count) || 0), 0);
}

async function readUserNamespaces(): Promise<DoctorFacts['userNamespaces']> {
  const [max, clone, apparmor] = await Promise.all([
    readNumber('/proc/sys/user/max_user_namespaces'),
    readNumber('/proc/sys/kernel/unprivileged_userns_clone'),
    readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
  ]);
  return { max, isCloneAllowed: clone === null ? null : clone === 1, isRestrictedByAppArmor: apparmor === null ? null : apparmor === 1 };
}

async function readIsRootShared(): Promise<boolean> {
  const mounts = (await readText('/proc/self/mountinfo')) ?? '';
  const root = mounts.split('\n').filter((line) => line.split(' ')[4] === '/').at(-1);
  return root?.includes(' shared:') ?? false;
}

async function readCaBundle(file: string | null): Promise<DoctorFacts['caBundle']> {
  if (file === null) return null;
  return { file, certificates: ((await readText(file)) ?? '').split('-----BEGIN CERTIFICATE-----').length - 1 };
}

async function readSiteProxy(config: WorkerConfig): Promise<DoctorFacts['siteProxy']> {
  if (config.siteProxy === null) return null;
  const { host, port } = hostPortOfUrl(config.siteProxy.url);
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = net.connect({ host, port, timeout: ANSWER_TIMEOUT_MS });
  socket.once('connect', () => resolve(''));
  socket.once('timeout', () => resolve('no answer in time'));
  socket.once('error', (error) => resolve(error.message === '' ? 'connection refused' : error.message));
  const error = await promise;
  socket.destroy();
  return { host: `${host}:${port}`, error };
}

async function readServers(config: WorkerConfig): Promise<Pick<DoctorFacts, 'registry' | 'galaxy' | 'server'>> {
  const [registry, galaxy, server] = await Promise.all([
    config.localRegistry === null ? null : askServer(`http://${config.localRegistry}/v2/`),
    askServer(new URL('api/', config.galaxyUrl.endsWith('/') ? config.galaxyUrl : `${config.galaxyUrl}/`).href),
    askServer(new URL('/healthz', config.serverUrl).href),
  ]);
  return { registry, galaxy, server };
}

async function askServer(url: string): Promise<ServerFacts> {
  const { promise, resolve } = Promise.withResolvers<Omit<ServerFacts, 'address'>>();
  const request = (url.startsWith('https:') ? https : http).get(url, { timeout: ANSWER_TIMEOUT_MS, agent: false }, (response) => {
    resolve({ status: response.statusCode ?? null, error: '' });
    response.destroy();
  });
  request.once('timeout', () => request.destroy(new Error('no answer in time')));
  request.once('error', (error: NodeJS.ErrnoException) => resolve({ status: null, error: error.message === '' ? (error.code ?? 'no answer') : error.message }));
  return { address: new URL(url).host, ...(await promise) };
}

async function readNumber(file: string): Promise<number | null> {
  const text = await readText(file);
  return text === null ? null : Number(text.trim());
}

async function readText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
