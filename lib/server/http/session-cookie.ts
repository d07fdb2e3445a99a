import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { getConfig, readToken } from '#lib/server/config.ts';

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/** `__Host-` needs https: plain http is served to this machine or behind a token on a trusted network only. */
function cookieName(): string {
  return isHttps() ? '__Host-ee-foundry' : 'ee-foundry';
}

export function isEqualSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** @returns the Set-Cookie value when the token is right, else null. */
export function startSession(token: string, now = Date.now()): string | null {
  const wanted = readToken('first-start');
  if (wanted === null || !isEqualSecret(token, wanted)) return null;
  const expires = now + LIFETIME_MS;
  const value = `${expires}.${signature(expires, wanted)}`;
  return `${cookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${LIFETIME_MS / 1000}${isHttps() ? '; Secure' : ''}`;
}

/** Is the caller the operator: on this machine alone, or with a session, or with the token itself as bearer? */
export function isAuthenticated(headers: { cookie: string | null; authorization: string | null }, now = Date.now()): boolean {
  if (!getConfig().isTokenRequired) return true;
  const wanted = readToken('first-start');
  if (wanted === null) return false;
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return isEqualSecret(bearer, wanted);
  return isSession(cookieValue(headers.cookie ?? ''), wanted, now);
}

function isSession(value: string, token: string, now: number): boolean {
  const [expires = '0', given = ''] = value.split('.');
  return Number(expires) >= now && isEqualSecret(given, signature(Number(expires), token));
}

function signature(expires: number, token: string): string {
  return createHmac('sha256', token).update(`ee-foundry session ${expires}`).digest('hex');
}

function cookieValue(header: string): string {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName())?.[1] ?? '';
}

function isHttps(): boolean {
  return getConfig().publicUrl.startsWith('https://');
}
