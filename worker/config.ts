import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

import { parseSettings, type Settings } from '#lib/contract/settings.ts';
import { findHostCaBundle } from './podman/ca-bundle.ts';

const DEFAULT_BUILDER_IMAGE = 'localhost/ee-builder:first';

export interface SiteProxy {
  /** May hold a log-in: for the connection to the proxy only. */
  url: string;
  /** Hosts reached without it: names, `.suffix`, `*`, addresses, ranges, each with an optional port. */
  noProxy: readonly string[];
}

export interface WorkerConfig {
  settings: Settings;
  /** This worker among those that share a data directory: part of labels, volume names and work directories. */
  name: string;
  /** Marks what belongs to this data directory. */
  instance: string;
  dataDir: string;
  /** Attempt directories of this worker. */
  workDir: string;
  serverUrl: string;
  tokenFile: string;
  builderImage: string;
  /** null: the host has no bundle in a known place and none is set. */
  caBundle: string | null;
  siteProxy: SiteProxy | null;
  /** `localhost:<port>`, or null where EEF_REGISTRY names another one. */
  localRegistry: string | null;
  galaxyUrl: string;
  /** Of this process: PATH, HOME and the like, without proxy log-ins and secrets. */
  environment: { PATH: string; HOME: string; XDG_RUNTIME_DIR: string | undefined };
}

/** @throws Error that names every bad setting. */
export function readWorkerConfig(env: Record<string, string | undefined> = process.env): WorkerConfig {
  const settings = parseSettings(env);
  const dataDir = path.resolve(settings.EEF_DATA_DIR);
  const name = settings.EEF_WORKER_NAME ?? defaultName(os.hostname());
  return {
    settings,
    name,
    instance: createHash('sha256').update(dataDir).digest('hex').slice(0, 12),
    dataDir,
    workDir: path.join(dataDir, 'work', name),
    ...readPeers(settings),
    tokenFile: path.resolve(settings.EEF_WORKER_TOKEN_FILE ?? path.join(dataDir, 'tokens/worker')),
    builderImage: settings.EEF_BUILDER_IMAGE ?? DEFAULT_BUILDER_IMAGE,
    caBundle: settings.EEF_CA_BUNDLE === undefined ? findHostCaBundle() : path.resolve(settings.EEF_CA_BUNDLE),
    siteProxy: readSiteProxy(settings, env),
    environment: {
      PATH: env['PATH'] ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: env['HOME'] ?? os.homedir(),
      XDG_RUNTIME_DIR: env['XDG_RUNTIME_DIR'],
    },
  };
}

function readPeers(settings: Settings): Pick<WorkerConfig, 'serverUrl' | 'localRegistry' | 'galaxyUrl'> {
  return {
    serverUrl: settings.EEF_SERVER_URL ?? `http://localhost:${settings.EEF_PORT}`,
    localRegistry: settings.EEF_REGISTRY === undefined ? `localhost:${settings.EEF_REGISTRY_PORT}` : null,
    galaxyUrl: settings.EEF_GALAXY_URL ?? `http://localhost:${settings.EEF_GALAXY_PORT}`,
  };
}

function readSiteProxy(settings: Settings, env: Record<string, string | undefined>): SiteProxy | null {
  const url = settings.EEF_PROXY ?? firstSet(env['https_proxy'], env['HTTPS_PROXY'], env['http_proxy'], env['HTTP_PROXY']);
  if (url === undefined) return null;
  const fromEnvironment = (firstSet(env['no_proxy'], env['NO_PROXY']) ?? '').split(/[\s,]+/).filter((item) => item !== '');
  return {
    url: /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`,
    noProxy: settings.EEF_NO_PROXY.length > 0 ? settings.EEF_NO_PROXY : fromEnvironment,
  };
}

function firstSet(...values: (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== '');
}

function defaultName(hostname: string): string {
  const name = hostname.toLowerCase().replaceAll(/[^a-z0-9.-]/g, '-').replace(/^[^a-z0-9]+/, '').slice(0, 63);
  return name === '' ? 'worker' : name;
}
