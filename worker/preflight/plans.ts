import type { PhaseInput, PhasePlan } from '#worker/engine/engine.ts';
import type { DefinitionJob } from '#lib/contract/worker-protocol.ts';
import { collectPlan, contextPlan } from '#worker/engine/standard-plans.ts';
import type { ResolveRequest } from './resolve-request.ts';

/** What a preflight knows once the context is made. */
export interface BaseChoice {
  base: string;
  interpreter: string;
  packageManager: string;
}

/** As a build makes it, but for the versions of its tools. */
export function quickContextPlan(job: Pick<DefinitionJob, 'text' | 'files'>): PhasePlan {
  const common = contextPlan(job);
  return { ...common, inputs: [...common.inputs, text('quick', '')] };
}

/** `stored`: pulled where the slot does not have it, and what the slot remembers of it is handed out. */
type Wanted = ({ kind: 'stored' } & BaseChoice) | { kind: 'newest'; base: string };

/** Asks the registries with the pull credential, and pulls the base. What is remembered comes before the credential is there. */
export function askImagesPlan(images: readonly string[], wanted: Wanted): PhasePlan {
  return plan('fetch', 'preflight-fetch', {
    inputs: [text('images', images.map((image) => `${image}\n`).join('')), ...(wanted.kind === 'newest' ? [text('base', wanted.base), text('newest', '')] : baseInputs(wanted))],
    secrets: [{ kind: 'registry-auth', file: 'auth.json' }],
    network: 'egress',
    mountsStorage: true,
  });
}

/** As a build collects; a failure is explained. */
export function explainedCollectPlan(): PhasePlan {
  const common = collectPlan();
  return { ...common, inputs: [...common.inputs, text('explain', '')] };
}

/** Runs programs of the base image: no network, no credential. What they say is remembered by the image's id. */
export function probePlan(choice: BaseChoice): PhasePlan {
  return plan('probe', 'preflight-probe', { inputs: [...baseInputs(choice), output('bundles', 'fetch', 'bundles')], mountsStorage: true });
}

export function introspectPlan(hasCollections: boolean): PhasePlan {
  const collected = hasCollections ? [output('collections.tar', 'collect', 'collections.tar')] : [];
  return plan('introspect', 'preflight-introspect', { inputs: [output('context.tar', 'context', 'context.tar'), ...collected] });
}

/** May run code of packages that have no wheel: no credential. The slot's volume has uv's cache. */
export function resolvePlan(request: ResolveRequest): PhasePlan {
  return plan('resolve', 'preflight-resolve', { inputs: [text('requirements.json', JSON.stringify(request))], network: 'egress', mountsStorage: true });
}

interface SystemQuestion {
  choice: BaseChoice;
  lines: readonly { who: string; text: string }[];
  /** The phase that left the base's os-release. */
  osRelease: 'fetch' | 'probe';
}

/** Runs the base's package manager: no credential. */
export function packagesPlan({ choice, lines, osRelease }: SystemQuestion): PhasePlan {
  return plan('packages', 'preflight-packages', {
    inputs: [...baseInputs(choice), text('system.json', JSON.stringify(lines)), output('os-release', osRelease, 'os-release'), output('bundles', 'fetch', 'bundles')],
    network: 'egress',
    mountsStorage: true,
  });
}

function baseInputs({ base, interpreter, packageManager }: BaseChoice): PhaseInput[] {
  return [text('base', base), text('python', interpreter), text('manager', packageManager)];
}

type Parts = Pick<PhasePlan, 'inputs'> & Partial<Pick<PhasePlan, 'secrets' | 'network' | 'mountsStorage'>>;

function plan(phase: PhasePlan['phase'], script: string, parts: Parts): PhasePlan {
  return { phase, script, secrets: [], network: 'none', mountsStorage: false, steps: [], ...parts };
}

function text(path: string, content: string): PhaseInput {
  return { path, source: { kind: 'text', text: content } };
}

function output(path: string, phase: PhasePlan['phase'], name: string): PhaseInput {
  return { path, source: { kind: 'output', phase, name } };
}
