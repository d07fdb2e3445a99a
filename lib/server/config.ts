import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { parseSettings } from '#lib/contract/settings.ts';
import type { Settings } from '#lib/contract/settings.ts';
import { indexesOfPip } from './lookup/pip-config.ts';

type TokenName = 'worker' | 'first-start' | 'registry' | 'galaxy';

export type ServerConfig = {
  settings: Settings;
  version: string;
  dataDir: string;
  databaseFile: string;
  masterKeyFile: string;
  logsDir: string;
  artifactsDir: string;
  blobsDir: string;
  collectionsDir: string;
  /** The default destination: host[:port][/namespace]. */
  defaultRegistry: string;
  /** host:port of the registry that `npm run up` starts; null when another one is configured. */
  localRegistry: string | null;
  defaultBaseImage: string;
  galaxyUrl: string;
  publicUrl: string;
  /** Not reachable from this machine alone: the first-start token is asked for. */
  isTokenRequired: boolean;
  /** The site's own proxy, and the hosts that are reached without it. */
  siteProxy: { https: string | null; http: string | null; noProxy: readonly string[] };
  /** What pip asks when nothing is configured, as `npm run up` noted it; null until then. */
  pipDefaultIndex: string | null;
  /** Asked by package look-up, all of them; may hold log-ins. Empty: none. */
  pythonIndexes: readonly string[];
  /** Host headers that are answered. */
  allowedHosts: ReadonlySet<string>;
  /** Origin headers that may write. */
  allowedOrigins: ReadonlySet<string>;
};

const shared = globalThis as { eeFoundryConfig?: ServerConfig };

/** The process's configuration: Next's own copy of this module sees the same object as server.ts. */
export function getConfig(): ServerConfig {
  shared.eeFoundryConfig ??= loadConfig(process.env);
  return shared.eeFoundryConfig;
}

/** Replaces the configuration: for tests and for more than one instance in a process. */
export function setConfig(config: ServerConfig): void {
  shared.eeFoundryConfig = config;
}

/** Nothing is sent to anybody about the use of this product. Before Next is asked for anything. */
export function disableTelemetry(): void {
  process.env['NEXT_TELEMETRY_DISABLED'] = '1';
}

export function loadConfig(env: Record<string, string | undefined>): ServerConfig {
  const settings = parseSettings(env);
  const dataDir = path.resolve(/*turbopackIgnore: true*/ settings.EEF_DATA_DIR);
  const pipDefaultIndex = readPipDefaultIndex(dataDir);
  const local = settings.EEF_REGISTRY === undefined ? `localhost:${settings.EEF_REGISTRY_PORT}` : null;
  const defaultRegistry = settings.EEF_REGISTRY ?? `localhost:${settings.EEF_REGISTRY_PORT}`;
  const localHosts = localHostsOf(settings);
  const publicUrl = settings.EEF_PUBLIC_URL === undefined ? null : new URL(settings.EEF_PUBLIC_URL);
  return {
    settings,
    version: versionOfPackage(),
    dataDir,
    databaseFile: path.join(dataDir, 'db', 'ee-foundry.db'),
    masterKeyFile: path.join(dataDir, 'keys', 'master.key'),
    logsDir: path.join(dataDir, 'logs'),
    artifactsDir: path.join(dataDir, 'artifacts'),
    blobsDir: path.join(dataDir, 'blobs'),
    collectionsDir: path.join(dataDir, 'collections'),
    defaultRegistry,
    localRegistry: local,
    defaultBaseImage: settings.EEF_BASE_IMAGE ?? `${defaultRegistry}/ee-minimal:latest`,
    galaxyUrl: settings.EEF_GALAXY_URL ?? `http://localhost:${settings.EEF_GALAXY_PORT}/`,
    publicUrl: (settings.EEF_PUBLIC_URL ?? `http://localhost:${settings.EEF_PORT}`).replace(/\/$/, ''),
    isTokenRequired: !isLoopback(settings.EEF_HOST) || !isLoopbackUrl(settings.EEF_PUBLIC_URL),
    siteProxy: siteProxyOf(settings, env),
    pipDefaultIndex,
    pythonIndexes: pythonIndexesOf(settings, env, pipDefaultIndex),
    allowedHosts: new Set([...localHosts, ...(publicUrl === null ? [] : [publicUrl.host])]),
    allowedOrigins: new Set([...localHosts.map((host) => `http://${host}`), ...(publicUrl === null ? [] : [publicUrl.origin])]),
  };
}

/** @returns the token of data/tokens/<name>, or null while the file is missing. */
export function readToken(name: TokenName, config = getConfig()): string | null {
  const file = path.join(config.dataDir, 'tokens', name);
  if (!existsSync(file)) return null;
  const token = readFileSync(file, 'utf8').trim();
  return token === '' ? null : token;
}

/** @returns the proxy to reach `url` through, or null. */
export function siteProxyFor(url: URL, config = getConfig()): string | null {
  const { https, http, noProxy } = config.siteProxy;
  const host = url.hostname.toLowerCase();
  const isDirect = isLoopback(host) || noProxy.some((entry) => entry === '*' || entry === host || entry === url.host || host.endsWith(entry.startsWith('.') ? entry : `.${entry}`));
  if (isDirect) return null;
  return url.protocol === 'https:' ? https : http;
}

function siteProxyOf(settings: Settings, env: Record<string, string | undefined>): ServerConfig['siteProxy'] {
  const fromEnv = (name: string) => env[name] ?? env[name.toUpperCase()] ?? '';
  const list = settings.EEF_NO_PROXY.length > 0 ? settings.EEF_NO_PROXY : fromEnv('no_proxy').split(/[\s,]+/).filter((entry) => entry !== '');
  const pick = (name: string) => settings.EEF_PROXY ?? (fromEnv(name) === '' ? null : fromEnv(name));
  return { https: pick('https_proxy'), http: pick('http_proxy'), noProxy: list.map((entry) => entry.toLowerCase()) };
}

function readPipDefaultIndex(dataDir: string): string | null {
  const file = path.join(dataDir, 'cache', 'pip-index');
  const url = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return URL.canParse(url) ? url : null;
}

function pythonIndexesOf({ EEF_PYTHON_INDEX: given }: Settings, env: Record<string, string | undefined>, pipDefaultIndex: string | null): readonly string[] {
  if (given.length === 0) return indexesOfPip(env, pipDefaultIndex);
  return given.filter((url) => url !== 'none');
}

/** host:port under which the dashboard is reached without a proxy before it. */
function localHostsOf({ EEF_HOST: host, EEF_PORT: port }: Settings): string[] {
  const own = ['0.0.0.0', '::'].includes(host) ? hostname() : host;
  const names = ['localhost', '127.0.0.1', '[::1]', own.includes(':') ? `[${own}]` : own].map((name) => name.toLowerCase());
  return names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function isLoopbackUrl(url: string | undefined): boolean {
  return url === undefined || isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''));
}

function versionOfPackage(): string {
  const file = path.join(/*turbopackIgnore: true*/ process.cwd(), 'package.json');
  if (!existsSync(file)) return '0.0.0';
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
  return parsed.version ?? '0.0.0';
}
