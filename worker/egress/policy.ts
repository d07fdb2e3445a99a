import type { PhaseName } from '#lib/contract/builds.ts';
import { hostAddresses, isLoopbackAddress, isMetadataAddress, isPublicAddress, canonicalAddress } from './addresses.ts';
import { hostPortOfUrl, isListed, isLoopbackName, parseHostPort, type HostPort } from './host-port.ts';

/** What a phase may reach. */
export interface EgressPolicy {
  phase: PhaseName;
  /** `host` or `host:port` that may be reached although their addresses are private. */
  privateHosts: readonly string[];
  /** Loopback ports of this host that get a door of their own: inside, `localhost:<port>` leads there. */
  doors: readonly number[];
  /** Never reached, whatever is listed: the dashboard, and the local registry while a build's own steps run. */
  refused: readonly RefusedServer[];
}

export interface RefusedServer extends HostPort {
  /** Where the name leads, so that another name for it is refused as well. */
  addresses: readonly string[];
}

export interface EgressPeers {
  serverUrl: string;
  localRegistry: string | null;
  galaxyUrl: string;
}

const REGISTRY_PHASES: readonly PhaseName[] = ['fetch', 'publish'];

/** The policy of a phase of a job. `privateHosts`: the job's. A build whose Galaxy configuration is a secret mount uses Galaxy. */
export function egressPolicy(phase: PhaseName, privateHosts: readonly string[], peers: EgressPeers, mayUseGalaxy = phase === 'collect'): EgressPolicy {
  const registry = peers.localRegistry === null ? null : parseHostPort(peers.localRegistry, 443);
  const dashboard = hostPortOfUrl(peers.serverUrl);
  const galaxy = hostPortOfUrl(peers.galaxyUrl);
  const mayUseRegistry = REGISTRY_PHASES.includes(phase);
  const refused = [dashboard, ...(registry === null || mayUseRegistry ? [] : [registry])].map((each) => ({ ...each, addresses: [] }));
  const wanted = [
    ...privateHosts.flatMap((entry) => parseHostPort(entry) ?? []),
    ...(registry !== null && mayUseRegistry ? [registry] : []),
    ...(mayUseGalaxy ? [galaxy] : []),
  ];
  const doors = wanted.filter((each) => isDoorHost(each.host)).map((each) => each.port).filter((port) => !refused.some((each) => each.port === port && isLoopback(each.host)));
  return {
    phase,
    privateHosts: [...privateHosts, ...(mayUseGalaxy ? [`${bracketed(galaxy.host)}:${galaxy.port}`] : [])],
    doors: [...new Set(doors)].sort((a, b) => a - b),
    refused,
  };
}

export type Verdict = { ok: true; addresses: string[] } | { ok: false; reason: string };

/** Decides about a destination and the addresses that its name has now: only those in the answer may be connected to. */
export function judge(target: HostPort, addresses: readonly string[], policy: EgressPolicy): Verdict {
  if (addresses.length === 0) return { ok: false, reason: 'the name has no address' };
  const own = hostAddresses();
  let reason = '';
  const allowed = addresses.filter((address) => {
    const found = objection(target, address, policy, own);
    reason = found ?? reason;
    return found === null;
  });
  return allowed.length > 0 ? { ok: true, addresses: allowed } : { ok: false, reason };
}

/** What can be said of a name alone, where a site's proxy resolves it. */
export function judgeName(target: HostPort, policy: EgressPolicy): string | null {
  if (policy.refused.some((each) => each.host === target.host && each.port === target.port)) return 'builds may not reach this server';
  if (isLoopbackName(target.host) && !isListed(target, policy.privateHosts)) return 'it is a port of the host itself';
  return null;
}

function objection(target: HostPort, address: string, policy: EgressPolicy, own: ReadonlySet<string>): string | null {
  if (isMetadataAddress(address)) return 'it is a metadata address';
  if (isRefused(target, address, policy, own)) return 'builds may not reach this server';
  if (isDoor(target, policy) || isListed(target, policy.privateHosts)) return null;
  if (isOwn(address, own)) return 'it is an address of the host itself';
  if (!isPublicAddress(address)) return `${address} is a private or reserved address; an administrator can list the host in EEF_PRIVATE_HOSTS`;
  return null;
}

function isRefused(target: HostPort, address: string, policy: EgressPolicy, own: ReadonlySet<string>): boolean {
  const canonical = canonicalAddress(address) ?? address;
  return policy.refused.some((each) => {
    if (each.port !== target.port) return false;
    if (each.host === target.host) return true;
    const isLocal = isLoopback(each.host) || each.addresses.some((known) => isOwn(known, own));
    if (isLocal) return isOwn(canonical, own);
    // One address may serve several names behind a site's reverse proxy: an administrator's list tells them apart.
    return (each.host === canonical || each.addresses.includes(canonical)) && !isListed(target, policy.privateHosts);
  });
}

function isDoor(target: HostPort, policy: EgressPolicy): boolean {
  return isDoorHost(target.host) && policy.doors.includes(target.port);
}

/** Inside the container these names lead to a forwarder, not to the proxy. */
function isDoorHost(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1';
}

function isOwn(address: string, own: ReadonlySet<string>): boolean {
  const canonical = canonicalAddress(address);
  return isLoopbackAddress(address) || (canonical !== null && own.has(canonical));
}

function isLoopback(host: string): boolean {
  return isLoopbackName(host) || isLoopbackAddress(host);
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
