import type { ExpectedStep } from '#lib/ee/containerfile/steps.ts';
import { GALAXY_SECRET_ID } from '#lib/ee/containerfile/secret-mount.ts';
import type { BuildJob, DefinitionJob } from '#lib/contract/worker-protocol.ts';
import type { PhaseInput, PhasePlan } from './engine.ts';
import type { GalaxyWay } from './galaxy-way.ts';

const DEFINITION_FILE = 'execution-environment.yml';

export function contextPlan(job: Pick<DefinitionJob, 'text' | 'files'>): PhasePlan {
  const taken = new Set(job.files.map((file) => file.path));
  const name = taken.has(DEFINITION_FILE) ? 'execution-environment.ee-foundry.yml' : DEFINITION_FILE;
  const files = job.files.map((file): PhaseInput => ({
    path: `definition/${file.path}`,
    source: { kind: 'blob', sha256: file.sha256, size: file.size, isExecutable: file.executable },
  }));
  return {
    phase: 'context',
    inputs: [...files, text(`definition/${name}`, job.text), text('definition-file', name)],
    secrets: [],
    network: 'none',
    mountsStorage: false,
    steps: [],
  };
}

export function collectPlan(): PhasePlan {
  return {
    phase: 'collect',
    inputs: [output('context', 'context.tar')],
    secrets: [{ kind: 'galaxy-config', file: 'galaxy.cfg', ownConfig: null }],
    network: 'egress',
    mountsStorage: false,
    steps: [],
  };
}

export function fetchPlan({ job, images, bases }: { job: BuildJob; images: readonly string[]; bases: readonly string[] }): PhasePlan {
  return {
    phase: 'fetch',
    inputs: [text('images', lines(images)), text('bases', lines(bases)), text('pull-policy', job.mode === 'newer-base' ? 'newer' : 'missing')],
    secrets: [{ kind: 'registry-auth', file: 'auth.json' }],
    network: 'egress',
    mountsStorage: true,
    steps: [],
  };
}

export interface BuildPlanInput {
  job: BuildJob;
  image: string;
  containerfile: string;
  way: GalaxyWay;
  steps: readonly ExpectedStep[];
}

/** No credential, but for the secret mount that the author agreed to. */
export function buildPlan({ job, image, containerfile, way, steps }: BuildPlanInput): PhasePlan {
  const inputs = [
    output('context', 'context.tar'),
    output('fetch', 'bundles'),
    text('Containerfile', containerfile),
    text('image', image),
    text('cache', job.mode === 'no-cache' ? 'none' : 'layers'),
  ];
  if (way.kind === 'collect') inputs.push(output('collect', 'collections.tar'));
  if (way.kind === 'secret-mount') inputs.push(text('secret-mount', GALAXY_SECRET_ID));
  return {
    phase: 'build',
    inputs,
    secrets: way.kind === 'secret-mount' ? [{ kind: 'galaxy-config', file: 'galaxy.cfg', ownConfig: way.ownConfig }] : [],
    network: 'egress',
    mountsStorage: true,
    steps,
  };
}

function text(path: string, content: string): PhaseInput {
  return { path, source: { kind: 'text', text: content } };
}

function output(phase: PhasePlan['phase'], name: string): PhaseInput {
  return { path: name, source: { kind: 'output', phase, name } };
}

function lines(items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join('');
}
