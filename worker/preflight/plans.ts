import type { PhaseInput, PhasePlan } from '#worker/engine/engine.ts';
import { collectPlan } from '#worker/engine/standard-plans.ts';
import type { ResolveRequest } from './resolve-request.ts';

/** What a preflight knows once the context is made. */
export interface BaseChoice {
  base: string;
  interpreter: string;
  packageManager: string;
}

/** Asks the registries with the pull credential, and pulls the base where the slot does not have it. */
export function askImagesPlan(images: readonly string[], base: string): PhasePlan {
  return plan('fetch', 'preflight-fetch', {
    inputs: [text('images', images.map((image) => `${image}\n`).join('')), text('base', base)],
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

/** Runs programs of the base image: no network, no credential. */
export function probePlan({ base, interpreter, packageManager }: BaseChoice): PhasePlan {
  return plan('probe', 'preflight-probe', { inputs: [text('base', base), text('python', interpreter), text('manager', packageManager)], mountsStorage: true });
}

export function introspectPlan(hasCollections: boolean): PhasePlan {
  const collected = hasCollections ? [output('collections.tar', 'collect', 'collections.tar')] : [];
  return plan('introspect', 'preflight-introspect', { inputs: [output('context.tar', 'context', 'context.tar'), ...collected] });
}

/** May run code of packages that have no wheel: no credential. The slot's volume has uv's cache. */
export function resolvePlan(request: ResolveRequest): PhasePlan {
  return plan('resolve', 'preflight-resolve', { inputs: [text('requirements.json', JSON.stringify(request))], network: 'egress', mountsStorage: true });
}

/** Runs the base's package manager: no credential. */
export function packagesPlan({ base, packageManager }: BaseChoice, lines: readonly { who: string; text: string }[]): PhasePlan {
  return plan('packages', 'preflight-packages', {
    inputs: [text('base', base), text('manager', packageManager), text('system.json', JSON.stringify(lines)), output('os-release', 'probe', 'os-release'), output('bundles', 'fetch', 'bundles')],
    network: 'egress',
    mountsStorage: true,
  });
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
