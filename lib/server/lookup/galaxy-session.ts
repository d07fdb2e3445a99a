import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import { authorize, authorizeInTeam } from '#lib/server/authorization/can.ts';
import { secretOf } from '#lib/server/credentials/for-phase.ts';
import { findRoot, loginHeaders } from '#lib/server/credentials/galaxy-login.ts';
import type { GalaxyRoot, GalaxyServer } from '#lib/server/credentials/galaxy-login.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError, OutboundRefusedError, UpstreamFailedError } from '#lib/server/errors.ts';
import { parseJson } from '#lib/server/outbound/parse-json.ts';
import type { Credential } from '#prisma/generated/client.ts';
import { ask, lookupState, send } from './ask.ts';

/** `key` names the server and the state of its log-in: a new token asks anew. */
export type GalaxySource = { key: string; host: string; server: GalaxyServer; isBuiltIn: boolean };

/** The Galaxy servers of a definition in its order; without any, the built-in one. */
export async function galaxySources(actor: Actor, ids: readonly string[]): Promise<GalaxySource[]> {
  const teamId = authorizeInTeam(actor, 'lookup.read');
  const where = ids.length === 0 ? { teamId, isBuiltIn: true } : { id: { in: [...ids] } };
  const rows = await getDb().credential.findMany({ where: { ...where, kind: 'galaxy' } });
  for (const row of rows) authorize(actor, 'lookup.read', row);
  if (ids.some((id) => !rows.some((row) => row.id === id))) throw new NotFoundError('A Galaxy server that was named');
  const ordered = ids.length === 0 ? rows : ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  return ordered.map(sourceOf);
}

function sourceOf(row: Credential): GalaxySource {
  const url = row.host.endsWith('/') ? row.host : `${row.host}/`;
  return { key: `${row.id}.${row.secretVersion} ${url}`, host: new URL(url).host, server: { url, authUrl: row.authUrl, username: row.username, token: secretOf(row) }, isBuiltIn: row.isBuiltIn };
}

/** Bearer tokens while they last; a promise, so that many questions at once log in once. */
const logins = new Map<string, { login: ReturnType<typeof loginHeaders>; until: number }>();

async function headersFor({ key, server }: GalaxySource): Promise<Record<string, string>> {
  if (server.authUrl === null) return (await loginHeaders(server, send)).headers;
  const known = logins.get(key);
  if (known !== undefined && known.until > Date.now()) return (await known.login).headers;
  const kept = { login: loginHeaders(server, send), until: Infinity };
  logins.set(key, kept);
  try {
    const { headers, lifetimeMs } = await kept.login;
    kept.until = Date.now() + (lifetimeMs ?? 0);
    return headers;
  } catch (error) {
    logins.delete(key);
    throw error;
  }
}

/** Where a server has an API; null when it is not offered there. */
export async function apiOf(source: GalaxySource, version: keyof GalaxyRoot): Promise<string | null> {
  const answer = await lookupState().cache.get<Record<keyof GalaxyRoot, string | null>>(`galaxy-root ${source.key}`, 'versions', async () => {
    const root = await findRoot(source.server.url, await headersFor(source), ask);
    if (root === null || 'refused' in root) throw new UpstreamFailedError(`${source.host} does not answer like a Galaxy server at ${source.server.url}.`);
    return { v3: root.v3?.href ?? null, v1: root.v1?.href ?? null };
  });
  if (answer.state === 'ok') return answer.value?.[version] ?? null;
  throw answer.state === 'refused' ? new OutboundRefusedError(answer.message) : new UpstreamFailedError(answer.message);
}

/** A JSON answer in the form that is expected; null for 404. */
export async function askGalaxy<S extends z.ZodType>(source: GalaxySource, url: string, schema: S): Promise<z.output<S> | null> {
  const answer = await ask(url, { headers: await headersFor(source) });
  if (answer.status === 404) return null;
  const parsed = schema.safeParse(parseJson(answer.text));
  if (!parsed.success) throw new UpstreamFailedError(`${source.host} gave an answer that is not one of a Galaxy server.`);
  return parsed.data;
}
