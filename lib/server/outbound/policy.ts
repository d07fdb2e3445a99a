import { networkInterfaces } from 'node:os';
import { getConfig } from '#lib/server/config.ts';
import type { AddressPolicy } from './address-policy.ts';

/** What the server may reach, from its settings. */
export function outboundPolicy(): AddressPolicy {
  const { settings, localRegistry, galaxyUrl } = getConfig();
  const galaxy = new URL(galaxyUrl);
  const galaxyHost = `${galaxy.hostname}:${galaxy.port === '' ? defaultPort(galaxy) : galaxy.port}`.toLowerCase();
  return {
    privateHosts: new Set(settings.EEF_PRIVATE_HOSTS.map((host) => host.toLowerCase())),
    ownPorts: new Set([settings.EEF_PORT, settings.EEF_GALAXY_PORT]),
    ownHosts: new Set([galaxyHost, ...(localRegistry === null ? [] : [localRegistry])]),
    ownAddresses: new Set(Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map((address) => address.address))),
  };
}

export function defaultPort(url: URL): number {
  return url.protocol === 'https:' ? 443 : 80;
}
