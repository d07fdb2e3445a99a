import { z } from 'zod';
import { getConfig } from '#lib/server/config.ts';
import { UpstreamFailedError } from '#lib/server/errors.ts';
import { outbound } from '#lib/server/outbound/request.ts';
import { parseJson } from '#lib/server/outbound/parse-json.ts';
import type { OutboundAnswer } from '#lib/server/outbound/request.ts';
import type { TestResult } from './test-result.ts';

const Token = z.object({ token: z.string().optional(), access_token: z.string().optional() });

type Login = { host: string; username: string; password: string };

/** The registry protocol's log-in: Basic, or a bearer token from the realm that the registry names. */
export async function testRegistry(login: Login): Promise<TestResult> {
  const root = registryRoot(login.host);
  const basic = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  const first = await outbound(root);
  const challenge = first.headers['www-authenticate'] ?? '';
  if (first.status === 401 && /^bearer /i.test(challenge)) return bearerLogin(root, challenge, { login, basic });
  const answer = await outbound(root, { headers: { authorization: basic } });
  return resultOf(answer, login.host);
}

/** docker.io is a name for people; its registry has another one. */
function registryRoot(host: string): string {
  const { localRegistry, settings } = getConfig();
  const isInsecure = host === localRegistry || settings.EEF_INSECURE_REGISTRIES.includes(host);
  return `${isInsecure ? 'http' : 'https'}://${host === 'docker.io' ? 'registry-1.docker.io' : host}/v2/`;
}

async function bearerLogin(root: string, challenge: string, { login, basic }: { login: Login; basic: string }): Promise<TestResult> {
  const realm = parameterOf(challenge, 'realm');
  const service = parameterOf(challenge, 'service');
  if (realm === undefined || !URL.canParse(realm)) throw new UpstreamFailedError(`${login.host} asks for a token but does not say where to get it.`);
  const url = new URL(realm);
  if (url.protocol !== 'https:' && new URL(root).protocol === 'https:') throw new UpstreamFailedError(`${login.host} wants the password sent without TLS to ${url.host}. It was not sent.`);
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('account', login.username);
  const answer = await outbound(url.href, { headers: { authorization: basic } });
  if (answer.status !== 200) return resultOf(answer, url.host);
  const token = readToken(answer, url.host);
  return resultOf(await outbound(root, { headers: { authorization: `Bearer ${token}` } }), login.host);
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

function resultOf({ status }: OutboundAnswer, host: string): TestResult {
  if (status === 200) return { ok: true, message: `${host} accepted the log-in.` };
  if (status === 401 || status === 403) return { ok: false, message: `${host} refused the log-in. Check user and password.` };
  if (status === 404) return { ok: false, message: `${host} is not a container registry: it has no /v2/.` };
  return { ok: false, message: `${host} answered with status ${status}.` };
}
