import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import { readCollection, readRole, type CollectionRequirement, type RoleRequirement } from '#lib/ee/requirements/galaxy.ts';
import { readYaml } from '#lib/ee/yaml/read.ts';
import { toPlain, UnprintableValue, type PlainValue } from '#lib/ee/yaml/tree.ts';

export interface GalaxyRequirements {
  readonly collections: readonly CollectionRequirement[];
  readonly roles: readonly RoleRequirement[];
}

/** Files beside the definition that are text: path to content. */
export type TextFiles = Readonly<Record<string, string>>;

/** What a definition wants from Galaxy, also where it names a file. Null when there is nothing, or it cannot be read. */
export function findGalaxyRequirements(model: DefinitionModel, files: TextFiles): GalaxyRequirements | null {
  const galaxy = model.definition.dependencies?.galaxy;
  if (galaxy === undefined || galaxy === '') return null;
  if (typeof galaxy !== 'string') return readMapping(galaxy);
  const text = galaxy.includes('\n') ? galaxy : files[normalizePath(galaxy)];
  return text === undefined ? null : readGalaxyText(text);
}

/** Reads a requirements file for ansible-galaxy; a bare list is one of roles. */
export function readGalaxyText(text: string): GalaxyRequirements | null {
  const read = readYaml(text);
  if (read === null) return null;
  const { root, problems } = read.construction;
  if (root === null || read.source.problems.length > 0 || problems.length > 0) return null;
  return readMapping(toPlain(root));
}

/** `./a//b` and `a/b` name the same file. */
export function normalizePath(path: string): string {
  return path.split('/').filter((part) => part !== '' && part !== '.').join('/');
}

function readMapping(value: unknown): GalaxyRequirements | null {
  if (Array.isArray(value)) return { collections: [], roles: entries(value, readRole) };
  if (typeof value !== 'object' || value === null || value instanceof UnprintableValue) return null;
  const record = value as Record<string, PlainValue | undefined>;
  return { collections: entries(record['collections'], readCollection), roles: entries(record['roles'], readRole) };
}

function entries<T>(value: unknown, read: (entry: unknown) => T | null): T[] {
  return Array.isArray(value) ? value.map((entry) => read(entry)).filter((entry) => entry !== null) : [];
}
