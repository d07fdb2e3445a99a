import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ServerInfo } from '#lib/contract/collections.ts';
import { Preflight } from '#lib/contract/preflight.ts';
import { createApi, type Api } from '../api-client.ts';
import { seconds } from './figures.ts';

const POLL_MS = 200;
const COLLECTIONS = ['amazon.aws', 'azure.azcollection', 'kubernetes.core', 'community.docker', 'community.vmware', 'ansible.windows', 'netapp.ontap'];

/** The big definition: its first preflight (cold where the slot's volume has no cache yet) and those that follow. */
export async function benchPreflight(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: '5' }, url: { type: 'string', default: 'http://127.0.0.1:8080' } } });
  const api = createApi(values.url);
  const { defaultBaseImage } = await api.call('/info', { schema: ServerInfo });
  const definition = await api.createDefinition({ name: `bench-${Date.now().toString(36)}`, text: bigDefinition(defaultBaseImage) });
  const body = { text: definition.head.text, files: [], settings: definition.head.settings };
  const first = await onePreflight(api, definition.id, body);
  const warm: Preflight[] = [];
  for (let run = 1; run <= Number(values.runs); run += 1) warm.push(await onePreflight(api, definition.id, body));
  const packages = first.result?.python.length ?? 0;
  console.log(`
| big: ${String(COLLECTIONS.length)} collections, ${String(packages)} Python packages | EE Foundry | to reach |
|---|---|---|
| preflight, first | ${seconds([tookSeconds(first)])} | ≤ 60 s |
| preflight, warm | ${seconds(warm.map(tookSeconds))} | ≤ 15 s |
${(warm.at(-1)?.attempt?.phases ?? []).filter(({ startedAt }) => startedAt !== null).map((phase) => `| of the last: ${phase.name} | ${seconds([between(phase.startedAt, phase.finishedAt)])} | |`).join('\n')}`);
}

function bigDefinition(base: string): string {
  return `---
version: 3
images:
  base_image:
    name: ${base}
dependencies:
  python: [boto3, botocore, jmespath]
  galaxy:
    collections: [${COLLECTIONS.join(', ')}]
options:
  package_manager_path: /usr/bin/apt-get
  skip_pip_install: true
`;
}

async function onePreflight(api: Api, definitionId: string, body: unknown): Promise<Preflight> {
  let preflight = await api.call(`/definitions/${definitionId}/preflights`, { method: 'POST', body, schema: Preflight });
  while (preflight.finishedAt === null) {
    await sleep(POLL_MS);
    preflight = await api.call(`/preflights/${preflight.id}`, { schema: Preflight });
  }
  if (preflight.status !== 'ok') throw new Error(`The preflight ended as ${preflight.status}: ${JSON.stringify(preflight.result?.checks ?? preflight.outcome)}`);
  return preflight;
}

function tookSeconds({ createdAt, finishedAt }: Preflight): number {
  return between(createdAt, finishedAt);
}

function between(from: string | null, to: string | null): number {
  return from === null || to === null ? Number.NaN : (Date.parse(to) - Date.parse(from)) / 1000;
}
