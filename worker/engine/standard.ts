import { z } from 'zod';
import { readContainerfile } from '#lib/ee/containerfile/read.ts';
import { addGalaxySecretMount } from '#lib/ee/containerfile/secret-mount.ts';
import { expectedSteps } from '#lib/ee/containerfile/steps.ts';
import { failed, type Engine, type EngineInput, type EngineResult, type EngineRun, type PhaseResult } from './engine.ts';
import { chooseGalaxyWay, type GalaxyWay } from './galaxy-way.ts';
import { PYTHONS } from './pythons.ts';
import { buildPlan, collectPlan, contextPlan, fetchPlan } from './standard-plans.ts';

const REJECTED_EXIT_CODE = 10;

/** ansible-builder's way: its own `create` makes the context, podman builds its Containerfile. */
export const standardEngine: Engine = { name: 'standard', run };

async function* run(input: EngineInput): EngineRun {
  const { job, report } = input;
  const [context] = yield [contextPlan(job)];
  if (context === undefined || context.exitCode !== 0) return contextFailure(context);
  await reportVersions(input, context);
  const generated = (await context.readText('Containerfile')) ?? '';
  const requirements = await context.readText('requirements.yml');
  const way = await chooseGalaxyWay({ input, requirements, containerfile: generated });
  if (way.kind === 'refused') return failed({ ...context, phase: 'collect', exitCode: 0, lastLines: [] }, 'agreement_required', way.message);

  const containerfile = way.kind === 'secret-mount' ? addGalaxySecretMount(generated) : generated;
  report.artifact({ kind: 'containerfile', mediaType: 'text/plain; charset=utf-8', phase: 'context', name: 'Containerfile' });
  report.artifact({ kind: 'context', mediaType: 'application/x-tar', phase: 'context', name: 'context.tar' });
  const model = readContainerfile(containerfile);
  const gathering = gather(input, way, model);
  const results = yield gathering.plans;
  const failure = gatherFailure(results);
  if (failure !== null) return failure;
  await reportImages(input, results.find((result) => result.phase === 'fetch'), model.images);

  const image = `localhost/ee-foundry/${job.definition.id}:${job.buildNumber}-${job.lease.attempt}`;
  const [built] = yield [buildPlan({ job, image, containerfile, way, steps: expectedSteps(containerfile) })];
  if (built === undefined || built.exitCode !== 0) return buildFailure(built ?? context);
  return { kind: 'built', image: { kind: 'storage', reference: image }, pythons: pythonsOf(containerfile) };
}

function gather(input: EngineInput, way: Exclude<GalaxyWay, { kind: 'refused' }>, model: ReturnType<typeof readContainerfile>) {
  const bases = model.stages.filter((stage) => stage.fromStage === null && stage.from !== 'scratch').map((stage) => stage.from);
  const fetch = fetchPlan({ job: input.job, images: model.images, bases: [...new Set(bases)] });
  if (way.kind === 'collect') return { plans: [collectPlan(), fetch] };
  input.report.skip('collect', way.note);
  return { plans: [fetch] };
}

function contextFailure(context: PhaseResult | undefined): EngineResult {
  if (context === undefined) throw new Error('The context phase gave no result.');
  if (context.exitCode !== REJECTED_EXIT_CODE) return failed(context, 'worker_failed', 'The build context could not be made. The log of this phase says why.');
  const reason = context.lastLines.filter((line) => line.trim() !== '').slice(-6).join('\n');
  return failed(context, 'definition_rejected', `ansible-builder rejects this definition:\n${reason}`.slice(0, 2000));
}

function gatherFailure(results: readonly PhaseResult[]): EngineResult | null {
  const bad = results.find((result) => result.exitCode !== 0);
  if (bad === undefined) return null;
  if (bad.phase === 'collect') return failed(bad, 'collection_failed', 'The collections could not be collected. Check their names and versions, and the Galaxy servers and credentials of the definition.');
  return failed(bad, 'base_unavailable', 'An image that the definition names could not be pulled. Check its name and tag, and the pull credential of its registry.');
}

function buildFailure(built: PhaseResult): EngineResult {
  const where = built.failedStep === null ? 'podman build failed' : `Step ${built.failedStep.ordinal} failed`;
  const code = readStepExitCode(built.lastLines);
  const message = `${where}${code === null ? '' : ` with exit code ${code}`}. The last lines of its output say why.`;
  const result = failed(built, 'step_failed', message);
  return result.kind === 'failed' && code !== null ? { ...result, failure: { ...result.failure, exitCode: code } } : result;
}

function readStepExitCode(lines: readonly string[]): number | null {
  const code = lines.map((line) => /exit status (\d+)$/.exec(line)?.[1]).findLast((found) => found !== undefined);
  return code === undefined ? null : Number(code);
}

async function reportVersions({ report }: EngineInput, context: PhaseResult): Promise<void> {
  const text = await context.readText('versions.json');
  if (text !== null) report.versions(z.record(z.string(), z.string().max(500)).parse(JSON.parse(text)));
}

const FetchedImages = z.array(z.object({ Digest: z.string().optional() }));

/** Which image each name meant in this build. */
async function reportImages({ report }: EngineInput, fetched: PhaseResult | undefined, names: readonly string[]): Promise<void> {
  const text = await fetched?.readText('images.json');
  const images = FetchedImages.safeParse(text === null || text === undefined ? null : JSON.parse(text));
  if (!images.success || images.data.length !== names.length) return;
  report.versions(Object.fromEntries(images.data.map((image, index) => [`image ${names[index] ?? ''}`, image.Digest ?? ''])));
}

/** PYCMD of the generated file names the interpreter that the definition chose. */
function pythonsOf(containerfile: string): string[] {
  const chosen = /^ARG PYCMD="([^"\s]+)"/m.exec(containerfile)?.[1];
  return [...new Set([...(chosen?.startsWith('/') === true ? [chosen] : []), ...PYTHONS])];
}
