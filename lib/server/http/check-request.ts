import type { ServerConfig } from '#lib/server/config.ts';
import { ForbiddenError } from '#lib/server/errors.ts';

type Facts = { method: string; host: string | null; origin: string | null; secFetchSite: string | null };

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a foreign web page could send: an unknown Host (DNS rebinding), a write with another Origin. Programs send no
 * Origin and no Sec-Fetch-Site; browsers send at least one of them with every write.
 * @throws ForbiddenError
 */
export function checkRequest({ method, host, origin, secFetchSite }: Facts, config: ServerConfig): void {
  if (host === null || !isAllowedHost(host.toLowerCase(), config)) throw new ForbiddenError('This host name is not known to the dashboard. Open it under its own address, or set EEF_PUBLIC_URL.');
  if (READS.has(method)) return;
  if (origin === null) {
    if (secFetchSite === null || secFetchSite === 'same-origin') return;
    throw new ForbiddenError('A write from another site is refused.');
  }
  if (!isAllowedOrigin(origin, host, config)) throw new ForbiddenError('A write from another site is refused.');
}

/** The origin of the page must be the address that it asks, and one that is known. */
export function isAllowedOrigin(origin: string, host: string, config: ServerConfig): boolean {
  if (config.allowedOrigins.has(origin)) return true;
  return isWildcard(config) && origin === `http://${host.toLowerCase()}` && isAllowedHost(host.toLowerCase(), config);
}

/** Listening on every address: any IP literal is one of ours; names cannot be, they could be rebound. */
export function isAllowedHost(host: string, config: ServerConfig): boolean {
  if (config.allowedHosts.has(host)) return true;
  const literal = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\])(:\d+)?$/.test(host);
  return isWildcard(config) && literal;
}

function isWildcard(config: ServerConfig): boolean {
  return ['0.0.0.0', '::'].includes(config.settings.EEF_HOST);
}
