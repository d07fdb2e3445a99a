import { canonicalAddress } from './addresses.ts';

export interface HostPort {
  /** Lower case, without a trailing dot or brackets; addresses in canonical form. */
  host: string;
  port: number;
}

/** Reads `host:port` as CONNECT and lists give it; null when it is malformed. */
export function parseHostPort(text: string, defaultPort: number | null = null): HostPort | null {
  const match = /^(\[[0-9a-fA-F:.%]+\]|[^\s:/?#@[\]]+)(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1];
  if (match === null || host === undefined) return null;
  const port = match[2] === undefined ? defaultPort : Number(match[2]);
  return port === null || port < 1 || port > 65_535 ? null : { host: canonicalHost(host), port };
}

export function hostPortOfUrl(url: string): HostPort {
  const parsed = new URL(url);
  const port = parsed.port === '' ? (parsed.protocol === 'https:' ? 443 : 80) : Number(parsed.port);
  return { host: canonicalHost(parsed.hostname), port };
}

export function canonicalHost(host: string): string {
  return canonicalAddress(host) ?? host.toLowerCase().replace(/\.+$/, '');
}

export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === 'ip6-localhost';
}

/** Whether a list of `host` and `host:port` entries names this destination. */
export function isListed(target: HostPort, list: readonly string[]): boolean {
  return list.some((entry) => {
    const listed = parseHostPort(entry, target.port);
    return listed !== null && listed.host === target.host && listed.port === target.port;
  });
}
