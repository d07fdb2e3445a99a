import { z } from 'zod';
import { UpstreamFailedError } from '#lib/server/errors.ts';
import { parseJson } from '#lib/server/outbound/parse-json.ts';
import { outbound } from '#lib/server/outbound/request.ts';
import type { OutboundAnswer } from '#lib/server/outbound/request.ts';
import type { TestResult } from './test-result.ts';

const Root = z.object({ available_versions: z.record(z.string(), z.string()) });
const AccessToken = z.object({ access_token: z.string() });

type GalaxyServer = { url: string; authUrl: string | null; username: string | null; token: string | null };

/** As ansible-galaxy does it: the API root says where v3 is, then the collections are listed with the log-in. */
export async function testGalaxy(server: GalaxyServer): Promise<TestResult> {
  const base = server.url.endsWith('/') ? server.url : `${server.url}/`;
  const { host } = new URL(base);
  const headers = await loginHeaders(server);
  const root = await findRoot(base, headers);
  if (root === null) return { ok: false, message: `${host} does not answer like a Galaxy server at ${base}.` };
  if ('refused' in root) return refusedBy(host);
  const answer = await outbound(new URL('collections/?limit=1', root.v3).href, { headers });
  if (answer.status === 401 || answer.status === 403) return refusedBy(host);
  if (answer.status >= 500) return { ok: false, message: `${host} answered with status ${answer.status}.` };
  return { ok: true, message: server.token === null ? `${host} answers (no token given).` : `${host} accepted the token.` };
}

async function loginHeaders({ authUrl, username, token }: GalaxyServer): Promise<Record<string, string>> {
  if (token === null) return {};
  if (authUrl !== null) return { authorization: `Bearer ${await accessToken(authUrl, token)}` };
  if (username !== null && username !== '') return { authorization: `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}` };
  return { authorization: `Token ${token}` };
}

async function accessToken(authUrl: string, refreshToken: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'cloud-services', refresh_token: refreshToken }).toString();
  const answer = await outbound(authUrl, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  const parsed = AccessToken.safeParse(parseJson(answer.text));
  if (answer.status === 200 && parsed.success) return parsed.data.access_token;
  throw new UpstreamFailedError(`${new URL(authUrl).host} did not take the token (status ${answer.status}). It may have expired: get a new one.`);
}

async function findRoot(base: string, headers: Record<string, string>): Promise<{ v3: URL } | { refused: true } | null> {
  for (const url of [base, new URL('api/', base).href]) {
    const answer = await outbound(url, { headers });
    if (answer.status === 401 || answer.status === 403) return { refused: true };
    const v3 = v3Of(answer, url);
    if (v3 !== null) return { v3 };
  }
  return null;
}

function v3Of(answer: OutboundAnswer, url: string): URL | null {
  const parsed = Root.safeParse(parseJson(answer.text));
  const path = parsed.success ? parsed.data.available_versions['v3'] : undefined;
  if (answer.status !== 200 || path === undefined) return null;
  const v3 = new URL(path.endsWith('/') ? path : `${path}/`, url);
  return v3.origin === new URL(url).origin ? v3 : null;
}

function refusedBy(host: string): TestResult {
  return { ok: false, message: `${host} refused the token.` };
}
