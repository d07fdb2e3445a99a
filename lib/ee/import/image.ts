import { z } from 'zod';
import { definitionText, type Section } from '#lib/ee/import/definition-text.ts';
import { definitionName } from '#lib/ee/import/names.ts';
import { baseSections, type DraftOptions } from '#lib/ee/import/requirements.ts';
import type { ImportedDefinition, ImportNote } from '#lib/ee/import/types.ts';
import { normalizePythonName } from '#lib/ee/requirements/pep508.ts';
import type { EditValue } from '#lib/ee/yaml/print.ts';

const Named = z.array(z.object({ name: z.string(), version: z.string() }));

/** What of an inventory (the contents of an image, as a build's inspect phase stores them) a draft is made from. */
export const ImageContents = z.object({
  ansibleCore: z.string().nullable(),
  ansibleRunner: z.string().nullable(),
  python: z.object({ packages: Named }).nullable(),
  collections: Named,
  roles: Named.default([]),
  system: z.object({ manager: z.enum(['dpkg', 'rpm', 'none']), packages: Named }),
  config: z.object({ env: z.array(z.string()), user: z.string(), workdir: z.string(), entrypoint: z.array(z.string()), cmd: z.array(z.string()) }),
});
export type ImageContents = z.infer<typeof ImageContents>;

export interface ImageDraftOptions extends DraftOptions {
  /** Name of the image, for the name of the definition. */
  readonly image?: string;
  /** What the base image has already: it is left out. */
  readonly base?: ImageContents;
}

/** Packages that ansible-builder or the base image bring by themselves. */
const BROUGHT = new Set(['pip', 'setuptools', 'wheel', 'ansible-core', 'ansible-runner', 'dumb-init', 'bindep', 'distro', 'parsley', 'pbr']);
const BUILDER_ENTRYPOINT = '/opt/builder/bin/entrypoint';
const USUAL_ENVIRONMENT = /^(?:PATH|HOME|HOSTNAME|TERM|container|LANG|LC_ALL|PIP_BREAK_SYSTEM_PACKAGES)=/;

/** A draft that makes an image with the same collections, roles and Python packages, in the same versions. */
export function imageDraft(contents: ImageContents, options: ImageDraftOptions): ImportedDefinition {
  const dependencies = dependenciesOf(contents, options.base);
  const own = ownOptions(contents, options);
  const sections: Section[] = baseSections({ baseImage: options.baseImage, options: own });
  if (Object.keys(dependencies).length > 0) sections.push({ key: 'dependencies', value: dependencies });
  return {
    kind: 'image',
    name: definitionName((options.image ?? '').replace(/@.*$/, '').replace(/:[^/:]*$/, '').split('/').at(-1) ?? '') ?? 'ee',
    description: options.image === undefined ? '' : `Made from the contents of ${options.image}`.slice(0, 500),
    text: definitionText(sections),
    files: [],
    settings: { repository: null, tags: [] },
    credentials: [],
    placeholders: [],
    notes: notesOf(contents, options),
  };
}

function dependenciesOf(contents: ImageContents, base: ImageContents | undefined): Record<string, EditValue> {
  const all: Record<string, EditValue> = {
    ...(base?.ansibleCore === contents.ansibleCore ? {} : pipPackage('ansible_core', 'ansible-core', contents.ansibleCore)),
    ...(base?.ansibleRunner === contents.ansibleRunner ? {} : pipPackage('ansible_runner', 'ansible-runner', contents.ansibleRunner)),
    galaxy: withoutEmpty({ collections: without(contents.collections, base?.collections), roles: without(contents.roles, base?.roles) }),
    python: pythonPackages(contents, base),
    system: systemPackages(contents, base),
  };
  return withoutEmpty(all);
}

function pipPackage(key: string, name: string, version: string | null): Record<string, EditValue> {
  return version === null ? {} : { [key]: { package_pip: `${name}==${version}` } };
}

function withoutEmpty(values: Record<string, EditValue>): Record<string, EditValue> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value !== 'object' || value === null || Object.keys(value).length > 0));
}

function pythonPackages(contents: ImageContents, base: ImageContents | undefined): string[] {
  const line = ({ name, version }: NamedVersion) => `${normalizePythonName(name)}==${version}`;
  const known = new Set((base?.python?.packages ?? []).map(line));
  const own = (contents.python?.packages ?? []).filter(({ name }) => !BROUGHT.has(normalizePythonName(name)));
  return own.map(line).filter((each) => !known.has(each));
}

type NamedVersion = z.infer<typeof Named>[number];

function without(items: readonly NamedVersion[], base: readonly NamedVersion[] = []): { name: string; version: string }[] {
  return items
    .filter((item) => !base.some(({ name, version }) => name === item.name && version === item.version))
    .map(({ name, version }) => ({ name, version }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Only against a known base: nearly all system packages come with it. */
function systemPackages(contents: ImageContents, base: ImageContents | undefined): string[] {
  if (base === undefined) return [];
  const known = new Set(base.system.packages.map(({ name }) => name));
  const profile = contents.system.manager === 'dpkg' ? ' [platform:dpkg]' : contents.system.manager === 'rpm' ? ' [platform:rpm]' : '';
  return contents.system.packages.filter(({ name }) => !known.has(name)).map(({ name }) => name + profile).sort();
}

function ownOptions({ config, system }: ImageContents, { options = {} }: ImageDraftOptions): Record<string, string | boolean> {
  const manager: Record<string, string | boolean> = system.manager === 'dpkg' ? { package_manager_path: '/usr/bin/apt-get', skip_pip_install: true } : {};
  return {
    ...manager,
    ...options,
    ...(config.workdir === '' || config.workdir === '/runner' ? {} : { workdir: config.workdir }),
    ...(config.user === '' || config.user === '1000' ? {} : { user: config.user }),
  };
}

function notesOf(contents: ImageContents, { base }: ImageDraftOptions): ImportNote[] {
  const { config, system } = contents;
  const environment = config.env.filter((entry) => !USUAL_ENVIRONMENT.test(entry)).map((entry) => entry.replace(/=.*/s, ''));
  const messages = [
    base === undefined ? `${String(system.packages.length)} system packages are in the image. Most come with its base; add those that you need as system packages.` : null,
    environment.length === 0 ? null : `Environment variables of the image are not taken over: ${environment.join(', ')}. Add them as steps where they are needed.`,
    config.entrypoint.length === 0 || config.entrypoint[0] === BUILDER_ENTRYPOINT ? null : `The image starts with ${JSON.stringify(config.entrypoint)}; the draft with ansible-builder's own entry point (see options.container_init).`,
    'Files that steps put into the image are not in the draft: nothing in the image says where they came from.',
  ];
  return messages.filter((message) => message !== null).map((message) => ({ severity: 'info', code: 'image', message, file: null, line: null }));
}
