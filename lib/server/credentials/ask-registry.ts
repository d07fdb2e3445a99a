import { z } from 'zod';
import { getConfig } from '#lib/server/config.ts';
import { UpstreamFailedError } from '#lib/server/errors.ts';
import { parseJson } from '#lib/server/outbound/parse-json.ts';
import { outbound } from '#lib/server/outbound/request.ts';
import type { OutboundAnswer } from '#lib/server/outbound/request.ts';

const Token = z.object({ token: z.string().optional(), access_token: z.string().optional() });

export type RegistryLogin = { host: string; username: string; password: string };
type Question = { path?: string; accept?: string; scope?: string };
/** `host`: whose answer it is, the registry's or its token server's. */
export type RegistryAnswer = { answer: OutboundAnswer; host: string };

/** Asks below /v2/ with the registry protocol's log-in: Basic, or a bearer token from the realm that the registry names. */
export async function askRegistry(login: RegistryLogin, { path = '', accept, scope }: Question = {}): Promise<RegistryAnswer> {
  const url = `${registryRoot(login.host)}${path}`;
  const headers = accept === undefined ? {} : { accept };
  const basic = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  const first = await outbound(url, { headers });
  const challenge = first.headers['www-authenticate'] ?? '';
  if (first.status === 401 && /^bearer /i.test(challenge)) return bearerLogin({ url, headers, scope }, challenge, { login, basic });
  return { answer: await outbound(url, { headers: { ...headers, authorization: basic } }), host: login.host };
}

/** docker.io is a name for people; its registry has another one. */
function registryRoot(host: string): string {
  const { localRegistry, settings } = getConfig();
  const isInsecure = host === localRegistry || settings.EEF_INSECURE_REGISTRIES.includes(host);
  return `${isInsecure ? 'http' : 'https'}://${host === 'docker.io' ? 'registry-1.docker.io' : host}/v2/`;
}

type Asked = { url: string; headers: Record<string, string>; scope: string | undefined };

async function bearerLogin({ url: asked, headers, scope }: Asked, challenge: string, { login, basic }: { login: RegistryLogin; basic: string }): Promise<RegistryAnswer> {
  const realm = parameterOf(challenge, 'realm');
  const service = parameterOf(challenge, 'service');
  if (realm === undefined || !URL.canParse(realm)) throw new UpstreamFailedError(`${login.host} asks for a token but does not say where to get it.`);
  const url = new URL(realm);
  if (url.protocol !== 'https:' && new URL(asked).protocol === 'https:') throw new UpstreamFailedError(`${login.host} wants the password sent without TLS to ${url.host}. It was not sent.`);
  if (service !== undefined) url.searchParams.set('service', service);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  url.searchParams.set('account', login.username);
  const answer = await outbound(url.href, { headers: { authorization: basic } });
  if (answer.status !== 200) return { answer, host: url.host };
  const token = readToken(answer, url.host);
  return { answer: await outbound(asked, { headers: { ...headers, authorization: `Bearer ${token}` } }), host: login.host };
}

function parameterOf(challenge: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(challenge)?.[1];
}

function readToken(answer: OutboundAnswer, host: string): string {
  const parsed = Token.safeParse(parseJson(answer.text));
  const token = parsed.success ? (parsed.data.token ?? parsed.data.access_token) : undefined;
  if (token === undefined) throw new UpstreamFailedError(`${host} gave no token.`);
  return token;
}
