import type { Session } from '#lib/contract/collections.ts';
import { DEFAULT_TEAM, OPERATOR } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { isAuthenticated, startSession } from '#lib/server/http/session-cookie.ts';

export function readSession(request: Request): Session {
  const headers = { cookie: request.headers.get('cookie'), authorization: request.headers.get('authorization') };
  return { isTokenRequired: getConfig().isTokenRequired, isAuthenticated: isAuthenticated(headers), actor: OPERATOR.id, team: { ...DEFAULT_TEAM } };
}

/** @returns the Set-Cookie value, or null when the token is wrong. */
export function sessionCookie(token: string): string | null {
  return startSession(token);
}
