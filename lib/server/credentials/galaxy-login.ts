import { z } from 'zod';
import { OutboundRefusedError, UpstreamFailedError } from '#lib/server/errors.ts';
import { parseJson } from '#lib/server/outbound/parse-json.ts';
import { outbound } from '#lib/server/outbound/request.ts';
import type { OutboundAnswer, OutboundRequest } from '#lib/server/outbound/request.ts';

const Root = z.object({ available_versions: z.record(z.string(), z.string()) });
const AccessToken = z.object({ access_token: z.string(), expires_in: z.number().optional() });

export type GalaxyServer = { url: string; authUrl: string | null; username: string | null; token: string | null };
export type GalaxyRoot = { v3: URL | null; v1: URL | null };
type Send = (url: string, request?: OutboundRequest) => Promise<OutboundAnswer>;

/** As ansible-galaxy logs in. `lifetimeMs`: how long the header may be used again; null: as long as the token itself. */
export async function loginHeaders({ authUrl, username, token }: GalaxyServer, send: Send = outbound): Promise<{ headers: Record<string, string>; lifetimeMs: number | null }> {
  if (token === null) return { headers: {}, lifetimeMs: null };
  if (authUrl !== null) {
    const { access_token: access, expires_in: seconds } = await accessToken(authUrl, token, send);
    return { headers: { authorization: `Bearer ${access}` }, lifetimeMs: Math.max(0, (seconds ?? 60) - 30) * 1000 };
  }
  const isBasic = username !== null && username !== '';
  return { headers: { authorization: isBasic ? `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}` : `Token ${token}` }, lifetimeMs: null };
}

async function accessToken(authUrl: string, refreshToken: string, send: Send): Promise<z.infer<typeof AccessToken>> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'cloud-services', refresh_token: refreshToken }).toString();
  const answer = await send(authUrl, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  const parsed = AccessToken.safeParse(parseJson(answer.text));
  if (answer.status === 200 && parsed.success) return parsed.data;
  const message = `${new URL(authUrl).host} did not take the token (status ${answer.status}). It may have expired: get a new one.`;
  throw answer.status >= 500 ? new UpstreamFailedError(message) : new OutboundRefusedError(message);
}

/** Where the APIs are, as the root says at the server's URL or below it at api/. Null: it is no Galaxy server. */
export async function findRoot(base: string, headers: Record<string, string>, send: Send = outbound): Promise<GalaxyRoot | { refused: true } | null> {
  for (const url of [base, new URL('api/', base).href]) {
    const answer = await send(url, { headers });
    if (answer.status === 401 || answer.status === 403) return { refused: true };
    const parsed = Root.safeParse(parseJson(answer.text));
    if (answer.status !== 200 || !parsed.success) continue;
    const at = (version: string) => apiAt(parsed.data.available_versions[version], url);
    const root = { v3: at('v3'), v1: at('v1') };
    if (root.v3 !== null || root.v1 !== null) return root;
  }
  return null;
}

function apiAt(path: string | undefined, url: string): URL | null {
  if (path === undefined) return null;
  const api = new URL(path.endsWith('/') ? path : `${path}/`, url);
  return api.origin === new URL(url).origin ? api : null;
}
