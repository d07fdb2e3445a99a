/** `npm run templates [-- --only ee_aws,ee_azure] [-- --preflight]`: preflights and builds each template of the product on the running dashboard. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Preflight } from '#lib/contract/preflight.ts';
import { Template, TemplateList } from '#lib/contract/templates.ts';
import { createApi, type Api } from './api-client.ts';

const POLL_MS = 500;

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:8080' }, only: { type: 'string' }, preflight: { type: 'boolean', default: false } } });
const api = createApi(values.url);
const wanted = values.only?.split(',');
const templates = (await api.call('/templates', { schema: TemplateList })).items.filter(({ id, origin }) => origin === 'product' && (wanted?.includes(id) ?? true));
let failed = 0;
console.log('| template | preflight | build |\n|---|---|---|');
for (const { id } of templates) {
  const row = await prove(api, id);
  if (!row.isGood) failed += 1;
  console.log(`| ${id} | ${row.preflight} | ${row.build} |`);
}
process.exitCode = failed === 0 ? 0 : 1;

async function prove(api: Api, id: string): Promise<{ preflight: string; build: string; isGood: boolean }> {
  const { text, files } = await api.call(`/templates/${id}`, { schema: Template });
  const stored = await Promise.all(files.map(async ({ path, executable, content }) => ({ path, executable, ...(await api.uploadBlob(content ?? '')) })));
  const definition = await api.createDefinition({ name: `${id.replaceAll('_', '-')}-${Date.now().toString(36)}`, text, files: stored });
  const preflight = await preflighted(api, definition.id, { text, files: stored, settings: definition.head.settings });
  if (values.preflight) return { preflight: said(preflight), build: '', isGood: preflight.status === 'ok' };
  const build = await api.waitForBuild((await api.startBuild(definition.id)).id);
  const took = between(build.createdAt, build.finishedAt);
  const why = build.outcome !== null && 'message' in build.outcome ? `: ${build.outcome.message}` : '';
  return { preflight: said(preflight), build: `${build.status} in ${took}${build.status === 'succeeded' ? '' : why}`, isGood: preflight.status === 'ok' && build.status === 'succeeded' };
}

async function preflighted(api: Api, definitionId: string, body: unknown): Promise<Preflight> {
  let preflight = await api.call(`/definitions/${definitionId}/preflights`, { method: 'POST', body, schema: Preflight });
  while (preflight.finishedAt === null) {
    await sleep(POLL_MS);
    preflight = await api.call(`/preflights/${preflight.id}`, { schema: Preflight });
  }
  return preflight;
}

function said({ status, createdAt, finishedAt, result }: Preflight): string {
  const problems = (result?.checks ?? []).flatMap((check) => (check.status === 'problem' ? [`${check.title}: ${check.detail}`] : []));
  return `${status} in ${between(createdAt, finishedAt)}${problems.length === 0 ? '' : `: ${problems.join('; ').slice(0, 300)}`}`;
}

function between(from: string, to: string | null): string {
  return `${((Date.parse(to ?? from) - Date.parse(from)) / 1000).toFixed(0)} s`;
}
