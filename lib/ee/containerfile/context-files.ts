import { matchGlob } from '#lib/ee/containerfile/glob.ts';
import type { DefinitionDocument } from '#lib/ee/definition-document.ts';
import type { Path } from '#lib/ee/diagnostic.ts';
import { normalizePath } from '#lib/ee/galaxy/requirements.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import { safeDump } from '#lib/ee/yaml/dump.ts';
import { treeAt } from '#lib/ee/yaml/tree.ts';

/** A file of `_build`: with its own text, or a copy of a file beside the definition. `madeBy` is the key that it comes from. */
export type ContextFile =
  | { readonly path: string; readonly madeBy: Path; readonly kind: 'text'; readonly text: string; readonly mode: number }
  | { readonly path: string; readonly madeBy: Path; readonly kind: 'copy'; readonly source: string };

export type ContextFiles = ReadonlyMap<string, ContextFile>;

const NAMES = { galaxy: 'requirements.yml', python: 'requirements.txt', system: 'bindep.txt' } as const;
const KINDS = ['galaxy', 'python', 'system'] as const;
type Kind = (typeof KINDS)[number];

/**
 * The files of `_build` without ansible-builder's own scripts, by path. `files` are the paths beside the
 * definition; what it names and they lack is left out.
 */
export function contextFiles(document: DefinitionDocument, model: DefinitionModel, files: readonly string[]): ContextFiles {
  const result = new Map<string, ContextFile>();
  for (const kind of KINDS) {
    addIfPresent(result, dependencyFile(document, model, kind));
    addIfPresent(result, excludeFile(model, kind));
  }
  addIfPresent(result, excludeCollections(model));
  for (const file of buildFiles(model, files.map(normalizePath))) result.set(file.path, file);
  addIfPresent(result, configFile(model));
  return result;
}

/** Whether a definition has a dependency or exclusion of its own: then its files are copied and introspected. */
export function hasRequirements(model: DefinitionModel): boolean {
  const dependencies = model.definition.dependencies;
  if (KINDS.some((kind) => !isEmptyValue(dependencies?.[kind]))) return true;
  const exclude = model.version === 3 ? model.definition.dependencies?.exclude : undefined;
  return !isEmptyValue(exclude?.python) || !isEmptyValue(exclude?.system);
}

export function hasGalaxy(model: DefinitionModel): boolean {
  return !isEmptyValue(model.definition.dependencies?.galaxy);
}

function isEmptyValue(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function addIfPresent(files: Map<string, ContextFile>, file: ContextFile | null): void {
  if (file !== null) files.set(file.path, file);
}

function textFile(name: string, madeBy: Path, text: string, mode = 0o644): ContextFile {
  return { path: `_build/${name}`, madeBy, kind: 'text', text, mode };
}

function dependencyFile(document: DefinitionDocument, model: DefinitionModel, kind: Kind): ContextFile | null {
  const value = model.definition.dependencies?.[kind];
  if (isEmptyValue(value)) return null;
  const name = NAMES[kind];
  const madeBy = ['dependencies', kind];
  if (typeof value === 'string') {
    return value.includes('\n') ? textFile(name, madeBy, value) : { path: `_build/${name}`, madeBy, kind: 'copy', source: normalizePath(value) };
  }
  if (Array.isArray(value)) return textFile(name, madeBy, value.join('\n'));
  const tree = treeAt(document.root, madeBy);
  return tree === null ? null : textFile(name, madeBy, safeDump(tree));
}

function excludeFile(model: DefinitionModel, kind: Kind): ContextFile | null {
  const exclude = model.version === 3 ? model.definition.dependencies?.exclude : undefined;
  const names = kind === 'galaxy' ? undefined : exclude?.[kind];
  return names === undefined || names.length === 0 ? null : textFile(`exclude-${NAMES[kind]}`, ['dependencies', 'exclude', kind], names.join('\n'));
}

function excludeCollections(model: DefinitionModel): ContextFile | null {
  const names = model.version === 3 ? model.definition.dependencies?.exclude?.all_from_collections : undefined;
  return names === undefined ? null : textFile('exclude-collections.txt', ['dependencies', 'exclude', 'all_from_collections'], names.join('\n'), 0o600);
}

function configFile(model: DefinitionModel): ContextFile | null {
  const config = model.version === 3 ? undefined : model.definition.ansible_config;
  return config === undefined || config === '' ? null : { path: '_build/ansible.cfg', madeBy: ['ansible_config'], kind: 'copy', source: normalizePath(config) };
}

function buildFiles(model: DefinitionModel, files: readonly string[]): ContextFile[] {
  const entries = model.version === 3 ? (model.definition.additional_build_files ?? []) : [];
  return entries.flatMap(({ src, dest }, index) => {
    const madeBy = ['additional_build_files', index];
    const target = normalizePath(`_build/${dest}`);
    const matches = matchGlob(src, files);
    const single = matches.files.map((file) => copy(file, madeBy, `${target}/${file.split('/').at(-1) ?? file}`));
    const inFolders = matches.folders.flatMap((folder) => {
      const prefix = folder === '' ? '' : `${folder}/`;
      return files.filter((file) => file.startsWith(prefix)).map((file) => copy(file, madeBy, `${target}/${file.slice(prefix.length)}`));
    });
    return [...single, ...inFolders];
  });
}

function copy(source: string, madeBy: Path, path: string): ContextFile {
  return { path, madeBy, kind: 'copy', source };
}
