import { parseArgs } from 'node:util';
import type { BuildMode } from '#lib/contract/builds.ts';
import { createApi, type Api } from '../api-client.ts';
import { median, seconds } from './figures.ts';
import { openPeer, type Peer } from './peer.ts';

interface NestedRun {
  buildPhase: number;
  clickToTag: number;
}

interface Figures {
  nestedCold: NestedRun[];
  nestedWarm: NestedRun[];
  hostCold: number[];
  hostWarm: number[];
  article: number[];
}

/** ee_aws: nested builds of a running dashboard against plain ansible-builder on this host, interleaved. */
export async function benchBuild(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: '5' }, url: { type: 'string', default: 'http://127.0.0.1:8080' } } });
  const runs = Number(values.runs);
  const api = createApi(values.url);
  const peer = await openPeer(api);
  const definition = await api.createDefinition({ name: `bench-${Date.now().toString(36)}`, text: peer.definitionText });
  const figures: Figures = { nestedCold: [], nestedWarm: [], hostCold: [], hostWarm: [], article: [] };
  console.log('Warm-up: one nested and one host build.');
  await nested(api, definition.id, 'exact');
  await peer.hostBuild({ isCold: false });
  for (let index = 1; index <= runs; index += 1) {
    await oneRound(api, peer, definition.id, figures);
    console.log(`round ${String(index)} of ${String(runs)}: nested ${String(figures.nestedCold.at(-1)?.buildPhase.toFixed(1))} s, host ${String(figures.hostCold.at(-1)?.toFixed(1))} s cold`);
  }
  await peer.close();
  report(figures);
}

async function oneRound(api: Api, peer: Peer, definitionId: string, figures: Figures): Promise<void> {
  figures.nestedCold.push(await nested(api, definitionId, 'no-cache'));
  figures.hostCold.push(await peer.hostBuild({ isCold: true }));
  figures.nestedWarm.push(await nested(api, definitionId, 'exact'));
  figures.hostWarm.push(await peer.hostBuild({ isCold: false }));
  figures.article.push(await peer.articleBuild());
}

async function nested(api: Api, definitionId: string, mode: BuildMode): Promise<NestedRun> {
  const started = await api.startBuild(definitionId, mode);
  const build = await api.waitForBuild(started.id);
  if (build.status !== 'succeeded') throw new Error(`The nested build ended as ${build.status}: ${JSON.stringify(build.outcome)}`);
  const phase = build.attempts.at(-1)?.phases.find((candidate) => candidate.name === 'build');
  return { buildPhase: between(phase?.startedAt, phase?.finishedAt), clickToTag: between(build.createdAt, build.finishedAt) };
}

function between(from: string | null | undefined, to: string | null | undefined): number {
  if (from === null || from === undefined || to === null || to === undefined) throw new Error('The build has no times.');
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

function report(figures: Figures): void {
  const cold = figures.nestedCold.map((run) => run.buildPhase);
  const warm = figures.nestedWarm.map((run) => run.buildPhase);
  const click = figures.nestedCold.map((run) => run.clickToTag);
  console.log(`
| ee_aws, ${String(cold.length)} rounds interleaved | EE Foundry | peer | ratio of medians | to reach |
|---|---|---|---|---|
| build phase cold / ansible-builder on the host, --no-cache | ${seconds(cold)} | ${seconds(figures.hostCold)} | ${ratio(cold, figures.hostCold)} | ≤ 1.10 |
| build phase, nothing changed / the same on the host | ${seconds(warm)} | ${seconds(figures.hostWarm)} | ${ratio(warm, figures.hostWarm)} | ≤ 1.15 |
| click to verified tag, cold / the article's way (fresh storage, pull, build, push) | ${seconds(click)} | ${seconds(figures.article)} | ${ratio(click, figures.article)} | ≤ 0.90 |
| click to verified tag, nothing changed | ${seconds(figures.nestedWarm.map((run) => run.clickToTag))} | | | |`);
}

function ratio(a: readonly number[], b: readonly number[]): string {
  return (median(a) / median(b)).toFixed(2);
}
