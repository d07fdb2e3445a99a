import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { inject } from 'vitest';
import { z } from 'zod';
import { createApi, type Api } from '#scripts/api-client.ts';
import { run } from '#scripts/run.ts';
import { preparePodmanHost } from '#worker/podman/host.ts';
import { Definition, type RevisionFile, type RevisionSettings } from '#lib/contract/definitions.ts';
import { Worker } from '#lib/contract/workers.ts';
import { scanImage, type ImageToScan } from './scan-image.ts';

/** What the set-up of the e2e project found out; plain data. */
export interface PlatformFacts {
  dataDir: string;
  env: Record<string, string>;
  ports: { dashboard: number; galaxy: number; registry: number };
  caBundle: string;
}

export interface DefinitionFile {
  path: string;
  content: string;
  executable?: boolean;
}

export interface RunningProcess {
  pid: number;
  stop: () => Promise<void>;
}

interface Login {
  username: string;
  password: string;
}

export interface Platform {
  api: Api;
  url: string;
  dataDir: string;
  registry: string;
  galaxyUrl: string;
  base: string;
  caBundle: string;
  isRootless: boolean;
  /** The tokens that builds must never see. */
  secrets: string[];
  podman: (args: string[]) => Promise<string>;
  /** Pulls an image from its registry and runs a command in it, as a user would; returns standard output. */
  runInImage: (reference: string, command: string[], login?: Login) => Promise<string>;
  /** Places (config, layer:path) of an image in its registry that hold the text. */
  scan: (request: { image: string; text: string; credentials?: Login }) => Promise<string[]>;
  upload: (files: readonly DefinitionFile[]) => Promise<RevisionFile[]>;
  /** Settings as a new definition gets them (credentials of the local registry and Galaxy endpoint). */
  defaultSettings: () => Promise<RevisionSettings>;
  registryRequest: (pathname: string, init?: RequestInit) => Promise<Response>;
  startWorker: (options: { name: string; env: Record<string, string> }) => Promise<RunningProcess>;
}

const facts = inject('platform');
const url = `http://127.0.0.1:${String(facts.ports.dashboard)}`;
const registry = `localhost:${String(facts.ports.registry)}`;
const api = createApi(url);
const podmanHost = await preparePodmanHost({ dataDir: facts.dataDir, insecureRegistries: [registry], environment: { PATH: process.env['PATH'] ?? '', ...(process.env['XDG_RUNTIME_DIR'] === undefined ? {} : { XDG_RUNTIME_DIR: process.env['XDG_RUNTIME_DIR'] }) } });
const registryPassword = await readToken('registry');
const secrets = [registryPassword, await readToken('galaxy'), await readToken('worker')];
const localLogin: Login = { username: 'ee-foundry', password: registryPassword };

/** The product that the e2e set-up brought up. */
export function platform(): Platform {
  return {
    api, url, registry, secrets, upload, startWorker, runInImage, podman, registryRequest, defaultSettings,
    dataDir: facts.dataDir,
    galaxyUrl: `http://localhost:${String(facts.ports.galaxy)}/`,
    base: `${registry}/ee-minimal:latest`,
    caBundle: facts.caBundle,
    isRootless: podmanHost.isRootless,
    scan,
  };
}

async function readToken(name: string): Promise<string> {
  return (await readFile(path.join(facts.dataDir, 'tokens', name), 'utf8')).trim();
}

async function podman(args: string[]): Promise<string> {
  return run('podman', args, { env: podmanHost.env });
}

async function runInImage(reference: string, command: string[], login: Login = localLogin): Promise<string> {
  const host = reference.split('/')[0] ?? '';
  await run('podman', ['login', '--tls-verify=false', '--username', login.username, '--password-stdin', host], { env: podmanHost.env, input: login.password });
  await podman(['pull', '-q', '--tls-verify=false', reference]);
  try {
    return `${await podman(['run', '--rm', '--network', 'none', reference, ...command])}\n`;
  } finally {
    await podman(['rmi', '-f', reference]);
  }
}

async function scan({ image, text, credentials = localLogin }: { image: string; text: string; credentials?: Login }): Promise<string[]> {
  return scanImage({ image, text, ...credentials, env: podmanHost.env } satisfies ImageToScan);
}

async function upload(files: readonly DefinitionFile[]): Promise<RevisionFile[]> {
  return Promise.all(files.map(async (file) => ({ path: file.path, executable: file.executable ?? false, ...(await api.uploadBlob(file.content)) })));
}

async function defaultSettings(): Promise<RevisionSettings> {
  const created = await api.createDefinition({ name: `defaults-${Date.now().toString(36)}`, text: 'version: 3\n' });
  return (await api.call(`/definitions/${created.id}`, { schema: Definition })).head.settings;
}

async function registryRequest(pathname: string, init: RequestInit = {}): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${localLogin.username}:${localLogin.password}`).toString('base64')}`;
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';
  return fetch(`http://${registry}${pathname}`, { ...init, headers: { authorization, accept } });
}

async function startWorker({ name, env }: { name: string; env: Record<string, string> }): Promise<RunningProcess> {
  const child = execa('node', ['worker/main.ts'], { env: { ...facts.env, EEF_WORKER_SLOTS: '1', ...env, EEF_WORKER_NAME: name }, all: true, reject: false });
  const state = { output: '', hasEnded: false };
  void child.then(() => {
    state.hasEnded = true;
  });
  child.all.on('data', (chunk: Buffer) => {
    state.output = `${state.output}${chunk.toString()}`.slice(-20_000);
  });
  const deadline = Date.now() + 180_000;
  for (;;) {
    const { items: workers } = await api.call('/workers', { schema: z.object({ items: z.array(Worker) }) });
    if (workers.some((worker) => worker.name === name && worker.isOnline)) break;
    if (Date.now() > deadline || state.hasEnded) throw new Error(`The worker ${name} did not come online:\n${state.output}`);
    await sleep(300);
  }
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await child;
    },
  };
}
