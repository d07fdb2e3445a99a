import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { Agent, ProxyAgent, request as send } from 'undici';
import type { Dispatcher } from 'undici';
import { getConfig, siteProxyFor } from '#lib/server/config.ts';
import { OutboundRefusedError, UpstreamFailedError } from '#lib/server/errors.ts';
import { allowedAddresses, boundedResolver, fixedLookup, systemResolver } from './guarded-lookup.ts';
import type { Resolver } from './guarded-lookup.ts';
import { defaultPort, outboundPolicy } from './policy.ts';

export type OutboundRequest = {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  timeoutMs?: number;
  maxBytes?: number;
  /** Takes the body piece by piece, of a good answer and up to maxBytes; the answer's text is empty then. */
  onChunk?: (chunk: Uint8Array) => void;
  /** For tests. */
  resolve?: Resolver;
};
export type OutboundAnswer = { status: number; headers: Record<string, string>; text: string };

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_REDIRECTS = 3;

/**
 * The only way out of the server: to checked addresses, with time and size limits, through the site's proxy where one is set.
 * Redirects are followed on the same origin only, so no secret travels to another host.
 * @throws OutboundRefusedError, UpstreamFailedError
 */
export async function outbound(url: string, request: OutboundRequest = {}): Promise<OutboundAnswer> {
  let target = new URL(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await sendOnce(target, request);
    const location = answer.headers['location'];
    if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
    const next = new URL(location, target);
    if (next.origin !== target.origin) throw new OutboundRefusedError(`${target.host} sends to another address (${next.host}). Give that one if it is meant.`);
    target = next;
  }
  throw new UpstreamFailedError(`${target.host} redirects too often.`);
}

async function sendOnce(url: URL, request: OutboundRequest): Promise<OutboundAnswer> {
  const { resolve = systemResolver, timeoutMs = TIMEOUT_MS } = request;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutboundRefusedError('Only http and https are spoken.');
  const dispatcher = await dispatcherFor(url, boundedResolver(resolve, timeoutMs));
  try {
    const response = await send(url, { ...messageOf(request), dispatcher, signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.statusCode, headers: flatHeaders(response.headers), text: await readCapped(response.body, url, response.statusCode === 200 ? request : { ...request, onChunk: undefined }) };
  } catch (error) {
    if (error instanceof UpstreamFailedError) throw error;
    throw new UpstreamFailedError(`${url.host} could not be reached: ${reasonOf(error)}`, { isUnreachable: true });
  } finally {
    void dispatcher.destroy();
  }
}

function messageOf({ method = 'GET', headers = {}, body }: OutboundRequest): Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body'> {
  return { method, headers: { 'user-agent': 'ee-foundry', ...headers }, ...(body === undefined ? {} : { body }) };
}

async function dispatcherFor(url: URL, resolve: Resolver): Promise<Dispatcher> {
  const port = url.port === '' ? defaultPort(url) : Number(url.port);
  const proxy = siteProxyFor(url);
  const tls = caOptions();
  if (proxy === null) {
    const addresses = await allowedAddresses({ host: url.hostname, port }, outboundPolicy(), resolve).catch(translateLookup(url));
    return new Agent({ connect: { ...tls, lookup: fixedLookup(addresses) } });
  }
  await checkThroughProxy(url, port, resolve);
  return new ProxyAgent({ uri: proxy, requestTls: tls, proxyTls: tls });
}

/** The proxy resolves the name itself; where it can be resolved here as well, the same rule holds. */
async function checkThroughProxy(url: URL, port: number, resolve: Resolver): Promise<void> {
  await allowedAddresses({ host: url.hostname, port }, outboundPolicy(), resolve).catch((error: unknown) => {
    if (error instanceof OutboundRefusedError) throw error;
  });
}

function translateLookup(url: URL): (error: unknown) => never {
  return (error) => {
    if (error instanceof OutboundRefusedError) throw error;
    throw new UpstreamFailedError(`The name ${url.hostname} could not be resolved.`, { isUnreachable: true });
  };
}

function caOptions(): { ca?: string[] } {
  const file = getConfig().settings.EEF_CA_BUNDLE;
  return file === undefined ? {} : { ca: [...rootCertificates, readFileSync(file, 'utf8')] };
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}

type Reading = { maxBytes?: number | undefined; onChunk?: ((chunk: Uint8Array) => void) | undefined };

async function readCapped(body: AsyncIterable<Uint8Array>, url: URL, { maxBytes = MAX_BYTES, onChunk }: Reading): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new UpstreamFailedError(`${url.host} answered with more than ${maxBytes / 1024 / 1024} MiB.`);
    if (onChunk === undefined) chunks.push(chunk);
    else onChunk(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there.',
  ETIMEDOUT: 'it did not answer in time.',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted. Name the authority in EEF_CA_BUNDLE.',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted. Name the authority in EEF_CA_BUNDLE.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted. Name the authority in EEF_CA_BUNDLE.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted. Name the authority in EEF_CA_BUNDLE.',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason.';
  if (error.name === 'TimeoutError') return 'it did not answer in time.';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return REASONS[code] ?? `${error.message}.`;
}
