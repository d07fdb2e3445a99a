import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SimpleIndexProject {
  files: readonly { filename: string; yanked?: boolean; requiresPython?: string }[];
}

export interface SimpleIndexOptions {
  projects: Record<string, SimpleIndexProject>;
  format?: 'json' | 'html';
  /** user:password that is asked for. */
  login?: string;
  /** Takes a request over; true when it answered. */
  intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface SimpleIndex {
  url: string;
  host: string;
  /** Paths below the index, in the order in which they were asked. */
  asked: string[];
  options: SimpleIndexOptions;
  close: () => Promise<void>;
}

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';

/** A Python index of the simple API on loopback: the project list and project pages, as JSON (PEP 691) or HTML (PEP 503). */
export async function startSimpleIndex(options: SimpleIndexOptions): Promise<SimpleIndex> {
  const asked: string[] = [];
  const index: SimpleIndex = { url: '', host: '', asked, options, close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/simple\//, '');
    asked.push(path);
    if (options.intercept?.(request, response) === true) return;
    answer(request, response, { path: path.replace(/\/$/, ''), options });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  index.host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  index.url = `http://${index.host}/simple/`;
  index.close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return index;
}

function answer(request: IncomingMessage, response: ServerResponse, { path, options }: { path: string; options: SimpleIndexOptions }): void {
  const { projects, format = 'json', login } = options;
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  if (wanted !== undefined && request.headers.authorization !== wanted) {
    response.writeHead(401).end();
    return;
  }
  const project = projects[path];
  if (path !== '' && project === undefined) response.writeHead(404).end('Not Found');
  else if (format === 'json') response.writeHead(200, { 'content-type': JSON_TYPE }).end(project === undefined ? jsonList(projects) : jsonPage(path, project));
  else response.writeHead(200, { 'content-type': 'text/html' }).end(project === undefined ? htmlList(projects) : htmlPage(path, project));
}

function jsonList(projects: SimpleIndexOptions['projects']): string {
  return JSON.stringify({ meta: { 'api-version': '1.1' }, projects: Object.keys(projects).map((name) => ({ name })) });
}

function jsonPage(name: string, { files }: SimpleIndexProject): string {
  const presented = files.map(({ filename, yanked = false, requiresPython }) => ({ filename, url: filename, hashes: {}, yanked, 'requires-python': requiresPython ?? null }));
  return JSON.stringify({ meta: { 'api-version': '1.1' }, name, files: presented });
}

function htmlList(projects: SimpleIndexOptions['projects']): string {
  return `<!DOCTYPE html><html><body>\n${Object.keys(projects).map((name) => `<a href="/simple/${name}/">${name}</a>`).join('\n')}\n</body></html>`;
}

function htmlPage(name: string, { files }: SimpleIndexProject): string {
  const anchors = files.map(({ filename, yanked = false, requiresPython }) => {
    const python = requiresPython === undefined ? '' : ` data-requires-python="${requiresPython.replaceAll('>', '&gt;').replaceAll('<', '&lt;')}"`;
    return `<a href="${filename}#sha256=0"${yanked ? ' data-yanked=""' : ''}${python}>${filename}</a><br/>`;
  });
  return `<!DOCTYPE html><html><head><title>Links for ${name}</title></head><body>${anchors.join('\n')}</body></html>`;
}

/** Wheels of some versions of a project. */
export function wheels(name: string, ...versions: string[]): SimpleIndexProject {
  return { files: versions.map((version) => ({ filename: `${name}-${version}-py3-none-any.whl` })) };
}
