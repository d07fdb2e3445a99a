import { needsSecretMount } from '#lib/ee/galaxy/secret-reasons.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import type { EngineInput } from './engine.ts';

const OWN_CONFIG = /^(?:ADD|COPY) _build\/(\S+) \/etc\/ansible(?:\/ansible\.cfg|\/)?$/m;

/** How a definition's Galaxy requirements are met. */
export type GalaxyWay =
  | { kind: 'collect' }
  | { kind: 'none'; note: string }
  | { kind: 'secret-mount'; ownConfig: string | null; note: string }
  | { kind: 'refused'; message: string };

interface Question {
  input: EngineInput;
  /** The requirements that ansible-builder wrote, null without Galaxy dependencies. */
  requirements: string | null;
  containerfile: string;
}

/**
 * Collections are collected before the build, by a container without user code. Where that cannot work, the Galaxy
 * configuration is a secret mount that the definition's own steps can read: only after its author agreed.
 */
export async function chooseGalaxyWay({ input, requirements, containerfile }: Question): Promise<GalaxyWay> {
  if (requirements === null) return { kind: 'none', note: 'The definition has no Galaxy dependencies.' };
  const { job } = input;
  const { model } = parseDefinition(job.text);
  const reasons = model === null ? [] : needsSecretMount(model, await readFiles(input));
  if (reasons.length === 0) return { kind: 'collect' };
  const why = reasons.map((reason) => reason.message).join(' ');
  if (job.galaxy.length === 0) return { kind: 'none', note: `The build installs the collections by itself, without a credential. ${why}`.slice(0, 1000) };
  const hasSecret = job.galaxy.some((server) => server.hasSecret);
  if (hasSecret && !job.isSecretMountAgreed) {
    return {
      kind: 'refused',
      message: `${why} So the build steps of this definition would be able to read the Galaxy credential. Agree to that on the definition's page, or change the definition.`.slice(0, 2000),
    };
  }
  return { kind: 'secret-mount', ownConfig: await findOwnConfig(input, containerfile), note: `The Galaxy configuration is mounted into the two Galaxy steps. ${why}`.slice(0, 1000) };
}

async function readFiles({ job, readFile }: EngineInput): Promise<Record<string, string>> {
  const entries = await Promise.all(job.files.map(async (file) => [file.path, (await readFile(file.path)) ?? ''] as const));
  return Object.fromEntries(entries);
}

/** The mount hides an ansible.cfg that the definition copies there: its text, so that its settings can be kept. */
async function findOwnConfig({ job, readFile }: EngineInput, containerfile: string): Promise<string | null> {
  const copied = OWN_CONFIG.exec(containerfile)?.[1];
  if (copied === undefined) return null;
  const name = copied.split('/').at(-1) ?? '';
  const file = job.files.find((each) => each.path === name || each.path.endsWith(`/${name}`));
  return file === undefined ? null : readFile(file.path);
}
