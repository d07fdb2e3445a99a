import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ServerInfo } from '#lib/contract/collections.ts';
import type { Api } from '../api-client.ts';
import { findHostCaBundle } from '#worker/podman/ca-bundle.ts';
import { preparePodmanHost } from '#worker/podman/host.ts';
import { readConfig } from '../config.ts';
import { run } from '../run.ts';
import { readToken, REGISTRY_USER } from '../secrets.ts';

const ANSIBLE_BUILDER = 'ansible-builder==3.2.0';
const BASE_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

export interface Peer {
  definitionText: string;
  /** Plain ansible-builder with podman on this host; returns seconds. */
  hostBuild: (options: { isCold: boolean }) => Promise<number>;
  /** The article's way: the builder image with fresh storage pulls, builds and pushes; returns seconds. */
  articleBuild: () => Promise<number>;
  close: () => Promise<void>;
}

/** The same ee_aws for ansible-builder outside the product, with the product's Galaxy endpoint and registry. */
export async function openPeer(api: Api): Promise<Peer> {
  const config = readConfig();
  const info = await api.call('/info', { schema: ServerInfo });
  const podman = await preparePodmanHost({ dataDir: config.dataDir, insecureRegistries: [info.defaultRegistry], environment: config.environment });
  const caBundle = config.settings.EEF_CA_BUNDLE ?? findHostCaBundle() ?? '/etc/ssl/certs/ca-certificates.crt';
  const builderImage = config.settings.EEF_BUILDER_IMAGE ?? 'localhost/ee-builder:first';
  const dir = await mkdtemp(path.join(tmpdir(), 'eef-bench-'));
  await chmod(dir, 0o755);
  const galaxyToken = await readToken(config.dataDir, 'galaxy');
  const registryPassword = await readToken(config.dataDir, 'registry');
  const definition = path.join(dir, 'execution-environment.yml');
  await writeFile(path.join(dir, 'ansible.cfg'), `[galaxy]\nserver_list = local\n[galaxy_server.local]\nurl = ${info.galaxyUrl}\ntoken = ${galaxyToken}\n`);
  const builder = await ansibleBuilder(config.dataDir);
  const python = await resolvePins(builder);
  await writeFile(definition, peerDefinition({ base: info.defaultBaseImage, python, isPlain: false }));
  const authFile = path.join(dir, 'auth.json');
  await run('podman', ['login', '--authfile', authFile, '--username', REGISTRY_USER, '--password-stdin', info.defaultRegistry], { env: podman.env, input: registryPassword });
  await chmod(authFile, 0o644);
  await run('podman', ['pull', '-q', '--authfile', authFile, info.defaultBaseImage], { env: podman.env });
  const env = { ...podman.env, PATH: `${path.dirname(builder)}:${config.environment['PATH'] ?? ''}` };

  async function hostBuild({ isCold }: { isCold: boolean }): Promise<number> {
    await rm(path.join(dir, 'context'), { recursive: true, force: true });
    const args = ['build', '-v3', '-f', definition, '-c', path.join(dir, 'context'), '-t', 'localhost/eef-bench:host', `--extra-build-cli-args=${buildArgs(caBundle)}`, ...(isCold ? ['--no-cache'] : [])];
    return timed(() => run(builder, args, { env, cwd: dir }));
  }

  async function articleBuild(): Promise<number> {
    const volume = 'eef-bench-fresh';
    await run('podman', ['volume', 'rm', '-f', volume], { env: podman.env });
    const script = `set -e; cp -r /job /tmp/job; cd /tmp/job; export REGISTRY_AUTH_FILE=/tmp/job/auth.json
podman pull -q --tls-verify=false ${info.defaultBaseImage}
ansible-builder build -v3 --no-cache -t ${info.defaultRegistry}/eef-bench:article '--extra-build-cli-args=${buildArgs('/job-ca.crt')}'
podman push -q --tls-verify=false ${info.defaultRegistry}/eef-bench:article`;
    const mapping = podman.isRootless ? [] : ['--uidmap', '0:100000:65536', '--gidmap', '0:100000:65536'];
    const args = ['run', '--rm', '--network', 'host', '--user', 'root', ...mapping, '-v', `${volume}:/var/lib/containers`, '-v', `${dir}:/job:ro`, '-v', `${caBundle}:/job-ca.crt:ro`, '-e', 'SSL_CERT_FILE=/job-ca.crt', builderImage, '/bin/sh', '-c', script];
    const seconds = await timed(() => run('podman', args, { env: podman.env }));
    await run('podman', ['volume', 'rm', '-f', volume], { env: podman.env });
    return seconds;
  }

  async function close(): Promise<void> {
    await rm(dir, { recursive: true, force: true });
  }
  return { definitionText: peerDefinition({ base: info.defaultBaseImage, python, isPlain: true }), hostBuild, articleBuild, close };
}

function buildArgs(caBundle: string): string {
  return `--network=host -v ${caBundle}:${BASE_BUNDLE}:ro`;
}

/** The released ansible-builder in an environment of its own; made once. */
export async function ansibleBuilder(dataDir: string): Promise<string> {
  const venv = path.join(dataDir, 'cache/bench-venv');
  const program = path.join(venv, 'bin/ansible-builder');
  await mkdir(path.dirname(venv), { recursive: true });
  await run('python3', ['-m', 'venv', venv]);
  await run(path.join(venv, 'bin/pip'), ['install', '-q', ANSIBLE_BUILDER]);
  return program;
}

const Report = z.object({ install: z.array(z.object({ metadata: z.object({ name: z.string(), version: z.string() }) })) });

/** Versions that amazon.aws's aiobotocore takes: unpinned, pip backtracks for minutes on some days, on both sides alike. */
async function resolvePins(builder: string): Promise<string[]> {
  const output = await run(path.join(path.dirname(builder), 'pip'), ['install', '-q', '--dry-run', '--ignore-installed', '--report', '-', 'aiobotocore', 'botocore', 'boto3']);
  const { install } = Report.parse(JSON.parse(output));
  return ['botocore', 'boto3'].map((name) => `${name}==${install.find((each) => each.metadata.name === name)?.metadata.version ?? ''}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

interface DefinitionOptions {
  base: string;
  python: readonly string[];
  isPlain: boolean;
}

/** The product's copy needs no ansible.cfg: its collections come with the credential of the collect phase. */
function peerDefinition({ base, python, isPlain }: DefinitionOptions): string {
  const configuration = `additional_build_files:
  - src: ansible.cfg
    dest: configs
additional_build_steps:
  prepend_galaxy:
    - ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg
`;
  return `---
version: 3
images:
  base_image:
    name: ${base}
dependencies:
  python: [${python.join(', ')}]
  galaxy:
    collections:
      - amazon.aws
options:
  package_manager_path: /usr/bin/apt-get
  skip_pip_install: true
${isPlain ? '' : configuration}`;
}
