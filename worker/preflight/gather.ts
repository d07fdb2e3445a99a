import path from 'node:path';
import { z } from 'zod';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { PreflightJob } from '#lib/contract/worker-protocol.ts';
import { readContainerfile } from '#lib/ee/containerfile/read.ts';
import { needsSecretMount } from '#lib/ee/galaxy/secret-reasons.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import type { CollectFinding, Findings, Introspected, RequestLine, SystemFindings } from '#lib/ee/preflight/findings.ts';
import { Places } from '#lib/ee/preflight/places.ts';
import { putFile } from '#worker/build/artifacts.ts';
import type { Attempt } from '#worker/build/attempt.ts';
import { readDefinitionFile } from '#worker/build/definition-file.ts';
import { runPhase } from '#worker/build/phase-runner.ts';
import { runSideBySide } from '#worker/build/side-by-side.ts';
import type { PhasePlan, PhaseResult } from '#worker/engine/engine.ts';
import { contextPlan } from '#worker/engine/standard-plans.ts';
import * as outputs from './outputs.ts';
import { askImagesPlan, explainedCollectPlan, introspectPlan, packagesPlan, probePlan, resolvePlan, type BaseChoice } from './plans.ts';
import { configOptions, platformOf, pythonRequest, type PythonRequest } from './resolve-request.ts';

const REJECTED_EXIT_CODE = 10;
/** The definition's own ansible.cfg decides about servers that preflight does not know. */
const UNCOLLECTABLE = new Set(['own-ansible-cfg', 'unreadable-requirements']);

export type Skip = (phase: PhaseName, note?: string) => void;

interface Context {
  attempt: Attempt<PreflightJob>;
  skip: Skip;
  places: Places;
  containerfile: string;
  choice: BaseChoice;
}

type BaseState = { base: string | null; images: Findings['images']; facts: ReturnType<typeof outputs.readBaseFacts> | null; hasOsRelease: boolean };

/** Runs the phases, side by side where they do not need each other, as far as each can get. */
export async function gatherFindings(attempt: Attempt<PreflightJob>, skip: Skip): Promise<Findings> {
  const made = await runPhase(attempt, contextPlan(attempt.job));
  if (made.exitCode === REJECTED_EXIT_CODE) return rejected(made, skip);
  if (made.exitCode !== 0) throw new Error('The build context could not be made. The log of the phase "context" says why.');
  const containerfile = (await made.readText('Containerfile')) ?? '';
  attempt.reporter.enqueue(() => putFile(attempt, { kind: 'containerfile', mediaType: 'text/plain; charset=utf-8' }, path.join(attempt.dir, 'context', 'out', 'Containerfile')));
  const images = readContainerfile(containerfile);
  const base = images.stages.find((stage) => stage.fromStage === null && stage.from !== 'scratch' && stage.from !== '')?.from ?? null;
  const choice = { base: base ?? '', interpreter: argument(containerfile, 'PYCMD') ?? '/usr/bin/python3', packageManager: argument(containerfile, 'PKGMGR') ?? '/usr/bin/dnf' };
  const context: Context = { attempt, skip, places: new Places(attempt.job.text), containerfile, choice };
  const way = await galaxyWay(context, (await made.readText('requirements.yml')) !== null);
  const [fetched, collected] = await runPlans(attempt, [base === null ? null : askImagesPlan(images.images, base), way === null ? explainedCollectPlan() : null]);
  if (fetched === null) skip('fetch');
  if (way !== null) skip('collect', way.kind === 'skipped' ? way.note : 'The definition has no Galaxy dependencies.');
  const collect = way ?? (await collectFinding(collected));
  return lookInside(context, { base, collect, images: await readJson(fetched, 'images.json', outputs.Images, []) });
}

interface Fetched {
  base: string | null;
  collect: CollectFinding;
  images: Findings['images'];
}

async function lookInside(context: Context, { base, collect, images }: Fetched): Promise<Findings> {
  const { attempt, skip, choice } = context;
  const isStored = images.some((answer) => answer.image === base && answer.isStored);
  const [probed, introspectedResult] = await runPlans(attempt, [isStored ? probePlan(choice) : null, introspectPlan(collect.kind === 'collected')]);
  if (probed === null) skip('probe', 'The base image is not here.');
  const facts = probed?.exitCode === 0 ? outputs.readBaseFacts({ facts: (await probed.readText('facts')) ?? '', osRelease: (await probed.readText('os-release')) ?? '', probe: await probed.readText('probe.json') }) : null;
  const introspected = introspectedResult?.exitCode === 0 ? await readJson(introspectedResult, 'introspect.json', outputs.Introspected, null) : null;
  const state = { base, images, facts, hasOsRelease: ((await probed?.readText('os-release')) ?? null) !== null };
  const rest = await resolveAll(context, state, introspected);
  const { interpreter, packageManager } = choice;
  return { rejection: null, base, images, interpreter, packageManager, facts, collect, introspected, ...rest };
}

async function resolveAll(context: Context, state: BaseState, introspected: Introspected | null): Promise<Pick<Findings, 'request' | 'resolved' | 'system'>> {
  const { attempt, skip, places, containerfile, choice } = context;
  const python = introspected === null ? { lines: [], options: [] } : pythonRequest(introspected, containerfile, places);
  const system = introspected === null ? [] : systemRequest(introspected, places);
  const plans = [resolvePlanFor(state, python), state.hasOsRelease && system.length > 0 ? packagesPlan(choice, system) : null];
  const [resolved, packages] = await runPlans(attempt, plans);
  if (resolved === null) skip('resolve');
  if (packages === null) skip('packages');
  return {
    request: python.lines,
    resolved: await readJson(resolved, 'resolved.json', outputs.Resolved, null),
    system: await systemFindings(packages, system),
  };
}

function resolvePlanFor({ facts }: BaseState, { lines, options }: PythonRequest): PhasePlan | null {
  if (lines.length === 0 || facts?.pythonVersion === undefined || facts.pythonVersion === null) return null;
  return resolvePlan({
    python: facts.pythonVersion,
    platform: platformOf(facts, facts.libc),
    installed: facts.python.map(({ name, version }) => `${name}==${version}`),
    options: [...configOptions(facts.config), ...options],
    lines: lines.map(({ who, text }) => ({ who, text })),
  });
}

function systemRequest({ user, collections }: Introspected, places: Places): RequestLine[] {
  return [
    ...user.system.map((text) => ({ who: 'user', text, path: places.lineOf('system', text) })),
    ...collections.flatMap(({ name, system }) => system.lines.map((text) => ({ who: name, text, path: null }))),
  ];
}

async function systemFindings(result: PhaseResult | null | undefined, request: RequestLine[]): Promise<SystemFindings | null> {
  const rules = await readJson(result, 'system.json', outputs.SystemRules, null);
  return rules === null ? null : { ...rules, request, candidates: outputs.readCandidates((await result?.readText('candidates')) ?? null) };
}

async function galaxyWay({ attempt, places }: Context, hasGalaxy: boolean): Promise<CollectFinding | null> {
  if (!hasGalaxy) return { kind: 'none' };
  const { model } = parseDefinition(places.text);
  const entries = await Promise.all(attempt.job.files.map(async (file) => [file.path, (await readDefinitionFile(attempt, file.path)) ?? ''] as const));
  const reasons = model === null ? [] : needsSecretMount(model, Object.fromEntries(entries)).filter(({ code }) => UNCOLLECTABLE.has(code));
  return reasons.length === 0 ? null : { kind: 'skipped', note: reasons.map(({ message }) => message).join(' ') };
}

async function collectFinding(result: PhaseResult | null | undefined): Promise<CollectFinding> {
  if (result === null || result === undefined) return { kind: 'none' };
  if (result.exitCode === 0) return { kind: 'collected' };
  const text = (await result.readText('galaxy.txt')) ?? result.lastLines.join('\n');
  return { kind: 'failed', text, newest: await readJson(result, 'galaxy.json', outputs.GalaxyNewest, {}) };
}

function rejected({ lastLines }: PhaseResult, skip: Skip): Findings {
  for (const phase of ['fetch', 'collect', 'probe', 'introspect', 'resolve', 'packages'] as const) skip(phase);
  const rejection = lastLines.filter((line) => line.trim() !== '').slice(-6).join('\n');
  return { rejection, base: null, images: [], interpreter: '', packageManager: '', facts: null, collect: { kind: 'none' }, introspected: null, request: [], resolved: null, system: null };
}

/** Side by side; null stands for a phase that is not run. */
async function runPlans(attempt: Attempt<PreflightJob>, plans: readonly (PhasePlan | null)[]): Promise<(PhaseResult | null)[]> {
  const results = await runSideBySide(attempt, plans.filter((plan) => plan !== null));
  return plans.map((plan) => results.find((result) => result.phase === plan?.phase) ?? null);
}

/** Written inside a container: what does not fit its schema counts as not written. */
async function readJson<S extends z.ZodType, E>(result: PhaseResult | null | undefined, name: string, schema: S, otherwise: E): Promise<z.infer<S> | E> {
  const text = (await result?.readText(name)) ?? null;
  if (text === null) return otherwise;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return otherwise;
  }
}

function argument(containerfile: string, name: string): string | null {
  return new RegExp(`^ARG ${name}="([^"\\s]+)"`, 'm').exec(containerfile)?.[1] ?? null;
}
