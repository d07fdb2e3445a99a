import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer as createHttp, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export interface GalaxyServerOptions {
  /** Tarballs named <namespace>-<name>-<version>.tar.gz. */
  tarballs: readonly string[];
  token: string;
  port?: number;
  tls?: { key: string; cert: string };
  /** Offers API v1 with these roles (namespace.name) and their versions. */
  roles?: Record<string, readonly string[]>;
  /** The token is a refresh token: POST token/ gives a Bearer token for it. */
  usesBearer?: boolean;
}

export interface GalaxyServer {
  url: string;
  /** "METHOD path status" of every request. */
  requests: string[];
  close: () => Promise<void>;
}

interface Artifact {
  namespace: string;
  name: string;
  version: string;
  file: string;
  sha256: string;
}

/** An external Galaxy v3 server with token authentication, as ansible-galaxy calls one. */
export async function startGalaxyServer({ tarballs, token, port = 0, tls, roles, usesBearer = false }: GalaxyServerOptions): Promise<GalaxyServer> {
  const artifacts = await Promise.all(tarballs.map(readArtifact));
  const requests: string[] = [];
  let url = '';
  const listener: RequestListener = (request, response) => {
    const isAllowed = request.headers.authorization === (usesBearer ? `Bearer access-for-${token}` : `Token ${token}`);
    if (usesBearer && request.url === '/token/') void giveAccess(request, response, token);
    else if (isAllowed) answer(request, response, { artifacts, url, roles });
    else send(response, 401, { errors: [{ code: 'not_authenticated', title: 'Authentication credentials were not provided.' }] });
    requests.push(`${request.method ?? ''} ${request.url ?? ''} ${String(response.statusCode)}`);
  };
  const server = tls === undefined ? createHttp(listener) : createHttps(tls, listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  url = `${tls === undefined ? 'http' : 'https'}://localhost:${String((server.address() as AddressInfo).port)}/`;
  return {
    url,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function giveAccess(request: IncomingMessage, response: ServerResponse, token: string): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  if (form.get('refresh_token') === token) send(response, 200, { access_token: `access-for-${token}`, expires_in: 300 });
  else send(response, 400, { error: 'invalid_grant' });
}

type Content = { artifacts: Artifact[]; url: string; roles?: GalaxyServerOptions['roles'] };

function answer(request: IncomingMessage, response: ServerResponse, { artifacts, url, roles }: Content): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', url);
  const parts = pathname.split('/').filter((part) => part !== '');
  if (parts.length === 0 || (parts.length === 1 && parts[0] === 'api')) {
    send(response, 200, { available_versions: { v3: 'v3/', ...(roles === undefined ? {} : { v1: 'v1/' }) } });
    return;
  }
  if (parts[0] === 'v1') answerRoles(response, parts, searchParams, roles ?? {});
  else if (parts[0] === 'download') answerDownload(response, parts[1], artifacts);
  else if (parts[1] === 'plugin') answerSearch(response, searchParams, artifacts);
  else answerCollection(response, parts, { artifacts, url });
}

function answerDownload(response: ServerResponse, name: string | undefined, artifacts: Artifact[]): void {
  const artifact = artifacts.find((each) => path.basename(each.file) === name);
  if (artifact === undefined) send(response, 404, {});
  else createReadStream(artifact.file).pipe(response);
}

/** v3/plugin/ansible/search/collection-versions/ */
function answerSearch(response: ServerResponse, query: URLSearchParams, artifacts: Artifact[]): void {
  const namespace = query.get('namespace');
  const found = artifacts.filter((each) => (namespace === null || each.namespace === namespace) && `${each.namespace}.${each.name}`.includes(query.get('keywords') ?? ''));
  send(response, 200, { meta: { count: found.length }, data: found.map(({ namespace, name, version }) => ({ collection_version: { namespace, name, version, description: `About ${name}` }, is_highest: true })) });
}

/** v1/roles/?owner__username=&name=, ?keywords=, and v1/roles/<id>/versions/ */
function answerRoles(response: ServerResponse, parts: string[], query: URLSearchParams, roles: Record<string, readonly string[]>): void {
  const names = Object.keys(roles);
  const listed = (wanted: (name: string) => boolean) => names.flatMap((name, id) => (wanted(name) ? [{ id, name: name.split('.')[1], github_user: name.split('.')[0], summary_fields: { namespace: { name: name.split('.')[0] } } }] : []));
  if (parts[3] === 'versions') send(response, 200, { results: (roles[names[Number(parts[2])] ?? ''] ?? []).map((name) => ({ name })), next_link: null });
  else if (query.has('keywords')) send(response, 200, { results: listed((name) => name.includes(query.get('keywords') ?? '')) });
  else send(response, 200, { results: listed((name) => name === `${query.get('owner__username') ?? ''}.${query.get('name') ?? ''}`) });
}

/** v3/collections/<namespace>/<name>[/versions[/<version>]] */
function answerCollection(response: ServerResponse, parts: string[], { artifacts, url }: { artifacts: Artifact[]; url: string }): void {
  const [, , namespace, name, , version] = parts;
  const found = artifacts.filter((each) => each.namespace === namespace && each.name === name);
  const exact = found.find((each) => each.version === version);
  if (found.length === 0 || (version !== undefined && exact === undefined)) send(response, 404, { errors: [{ code: 'not_found' }] });
  else if (exact !== undefined) send(response, 200, versionBody(exact, url));
  else if (parts.length === 5) send(response, 200, { links: { next: null }, data: found.map((each) => ({ version: each.version })) });
  else send(response, 200, { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' });
}

function versionBody(artifact: Artifact, url: string): object {
  return {
    version: artifact.version,
    href: `${url}v3/collections/${artifact.namespace}/${artifact.name}/versions/${artifact.version}/`,
    namespace: { name: artifact.namespace },
    collection: { name: artifact.name },
    download_url: `${url}download/${path.basename(artifact.file)}`,
    artifact: { sha256: artifact.sha256 },
    metadata: { dependencies: {} },
    signatures: [],
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readArtifact(file: string): Promise<Artifact> {
  const match = /^([a-z0-9_]+)-([a-z0-9_]+)-(.+)\.tar\.gz$/.exec(path.basename(file));
  if (match === null) throw new Error(`${file} is not named like a collection tarball.`);
  const [, namespace = '', name = '', version = ''] = match;
  return { namespace, name, version, file, sha256: createHash('sha256').update(await readFile(file)).digest('hex') };
}
