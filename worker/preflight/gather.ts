import path from 'node:path';
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
import { readJson } from '#worker/build/phase-files.ts';
import { runPhase } from '#worker/build/phase-runner.ts';
import { allOver } from '#worker/build/side-by-side.ts';
import type { PhasePlan, PhaseResult } from '#worker/engine/engine.ts';
import * as outputs from './outputs.ts';
import type { ProbedBase } from './outputs.ts';
import { askImagesPlan, explainedCollectPlan, introspectPlan, packagesPlan, probePlan, quickContextPlan, resolvePlan, type BaseChoice } from './plans.ts';
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

/** What of the base could be seen, and the phase that left it. */
interface Seen {
  images: Findings['images'];
  facts: ProbedBase | null;
  osRelease: 'fetch' | 'probe' | null;
}

interface Asked {
  collect: CollectFinding;
  introspected: Introspected | null;
}

/** Runs the phases, as far as each can get. Neither chain waits for the other: base image, and collections with their requirements. */
export async function gatherFindings(attempt: Attempt<PreflightJob>, skip: Skip): Promise<Findings> {
  const made = await runPhase(attempt, quickContextPlan(attempt.job));
  if (made.exitCode === REJECTED_EXIT_CODE) return rejected(made, skip);
  if (made.exitCode !== 0) throw new Error('The build context could not be made. The log of the phase "context" says why.');
  const containerfile = (await made.readText('Containerfile')) ?? '';
  attempt.reporter.enqueue(() => putFile(attempt, { kind: 'containerfile', mediaType: 'text/plain; charset=utf-8' }, path.join(attempt.dir, 'context', 'out', 'Containerfile')));
  const context: Context = { attempt, skip, places: new Places(attempt.job.text), containerfile, choice: choiceOf(containerfile) };
  const hasGalaxy = (await made.readText('requirements.yml')) !== null;
  const [seen, asked] = await allOver([lookAtBase(context), askCollections(context, hasGalaxy)]);
  const resolved = await resolveAll(context, seen, asked.introspected);
  const { base, interpreter, packageManager } = context.choice;
  return { rejection: null, base: base === '' ? null : base, interpreter, packageManager, images: seen.images, facts: seen.facts, ...asked, ...resolved };
}

function choiceOf(containerfile: string): BaseChoice {
  const { stages } = readContainerfile(containerfile);
  const base = stages.find((stage) => stage.fromStage === null && stage.from !== 'scratch' && stage.from !== '')?.from ?? '';
  return { base, interpreter: argument(containerfile, 'PYCMD') ?? '/usr/bin/python3', packageManager: argument(containerfile, 'PKGMGR') ?? '/usr/bin/dnf' };
}

async function lookAtBase({ attempt, skip, containerfile, choice }: Context): Promise<Seen> {
  if (choice.base === '') {
    skip('fetch');
    skip('probe', 'The base image is not here.');
    return { images: [], facts: null, osRelease: null };
  }
  const fetched = await runPhase(attempt, askImagesPlan(readContainerfile(containerfile).images, { kind: 'stored', ...choice }));
  const images = await readJson(fetched, 'images.json', outputs.Images, []);
  const isStored = images.some((answer) => answer.image === choice.base && answer.isStored);
  const isRemembered = isStored && (await fetched.readText('facts')) !== null;
  if (isRemembered) skip('probe', 'Known from an earlier preflight with the same image.');
  else if (!isStored) skip('probe', 'The base image is not here.');
  const probed = isRemembered ? fetched : isStored ? await runPhase(attempt, probePlan(choice)) : null;
  return { images, ...(await readProbed(probed)) };
}

async function askCollections(context: Context, hasGalaxy: boolean): Promise<Asked> {
  const { attempt, skip } = context;
  const otherWay = await findOtherWay(context, hasGalaxy);
  if (otherWay !== null) skip('collect', otherWay.kind === 'skipped' ? otherWay.note : 'The definition has no Galaxy dependencies.');
  const collect = otherWay ?? (await collectFinding(await runPhase(attempt, explainedCollectPlan())));
  const read = await runPhase(attempt, introspectPlan(collect.kind === 'collected'));
  return { collect, introspected: read.exitCode === 0 ? await readJson(read, 'introspect.json', outputs.Introspected, null) : null };
}

async function readProbed(probed: PhaseResult | null): Promise<Omit<Seen, 'images'>> {
  const text = (await probed?.readText('os-release')) ?? null;
  const osRelease = text === null ? null : probed?.phase === 'fetch' ? 'fetch' : 'probe';
  if (probed?.exitCode !== 0) return { facts: null, osRelease };
  const facts = outputs.readBaseFacts({ facts: (await probed.readText('facts')) ?? '', osRelease: text ?? '', probe: await probed.readText('probe.json') });
  return { facts, osRelease };
}

async function resolveAll(context: Context, { facts, osRelease }: Seen, introspected: Introspected | null): Promise<Pick<Findings, 'request' | 'resolved' | 'system'>> {
  const { attempt, skip, places, containerfile, choice } = context;
  const python = introspected === null ? { lines: [], options: [] } : pythonRequest(introspected, containerfile, places);
  const system = introspected === null ? [] : systemRequest(introspected, places);
  const run = (plan: PhasePlan | null) => (plan === null ? null : runPhase(attempt, plan));
  const [resolved, packages] = await allOver([
    run(resolvePlanFor(facts, python)),
    run(osRelease !== null && system.length > 0 ? packagesPlan({ choice, lines: system, osRelease }) : null),
  ]);
  if (resolved === null) skip('resolve');
  if (packages === null) skip('packages');
  return {
    request: python.lines,
    resolved: await readJson(resolved, 'resolved.json', outputs.Resolved, null),
    system: await systemFindings(packages, system),
  };
}

function resolvePlanFor(facts: ProbedBase | null, { lines, options }: PythonRequest): PhasePlan | null {
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

async function systemFindings(result: PhaseResult | null, request: RequestLine[]): Promise<SystemFindings | null> {
  const rules = await readJson(result, 'system.json', outputs.SystemRules, null);
  return rules === null ? null : { ...rules, request, candidates: outputs.readCandidates((await result?.readText('candidates')) ?? null) };
}

/** Null: the collections are collected as a build does. */
async function findOtherWay({ attempt, places }: Context, hasGalaxy: boolean): Promise<CollectFinding | null> {
  if (!hasGalaxy) return { kind: 'none' };
  const { model } = parseDefinition(places.text);
  const entries = await Promise.all(attempt.job.files.map(async (file) => [file.path, (await readDefinitionFile(attempt, file.path)) ?? ''] as const));
  const reasons = model === null ? [] : needsSecretMount(model, Object.fromEntries(entries)).filter(({ code }) => UNCOLLECTABLE.has(code));
  return reasons.length === 0 ? null : { kind: 'skipped', note: reasons.map(({ message }) => message).join(' ') };
}

async function collectFinding(result: PhaseResult): Promise<CollectFinding> {
  if (result.exitCode === 0) return { kind: 'collected' };
  const text = (await result.readText('galaxy.txt')) ?? result.lastLines.join('\n');
  return { kind: 'failed', text, newest: await readJson(result, 'galaxy.json', outputs.GalaxyNewest, {}) };
}

function rejected({ lastLines }: PhaseResult, skip: Skip): Findings {
  for (const phase of ['fetch', 'collect', 'probe', 'introspect', 'resolve', 'packages'] as const) skip(phase);
  const rejection = lastLines.filter((line) => line.trim() !== '').slice(-6).join('\n');
  return { rejection, base: null, images: [], interpreter: '', packageManager: '', facts: null, collect: { kind: 'none' }, introspected: null, request: [], resolved: null, system: null };
}

function argument(containerfile: string, name: string): string | null {
  return new RegExp(`^ARG ${name}="([^"\\s]+)"`, 'm').exec(containerfile)?.[1] ?? null;
}
