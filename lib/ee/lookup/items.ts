import type { Path, TextRange } from '#lib/ee/diagnostic.ts';
import type { FormItem, FormState } from '#lib/ee/form/state.ts';
import type { PackageQuestion } from '#lib/ee/lookup/answer.ts';
import { ownSources } from '#lib/ee/lookup/own-sources.ts';
import type { CollectionRequirement, RoleRequirement } from '#lib/ee/requirements/galaxy.ts';
import { formatPythonRequirement, normalizePythonName, parsePythonLine } from '#lib/ee/requirements/pep508.ts';

/** A package that a definition asks for by name, with its place in the text. */
export interface LookupItem extends PackageQuestion {
  /** The name as it is written. */
  readonly label: string;
  /** Empty: any version. */
  readonly constraint: string;
  readonly path: Path;
  readonly range: TextRange;
  /** Where the constraint is set: at `path` the whole line, or a key of its own. */
  readonly versionPath: Path;
  /** The whole value at versionPath with the constraint replaced. */
  readonly withConstraint: (constraint: string) => string;
}

export interface LookupPlan {
  readonly items: readonly LookupItem[];
  /** Why a kind is not looked up, in whole sentences. */
  readonly notes: readonly string[];
}

/**
 * What can be asked about a definition: names of packages that come from the configured servers. Left out is what has a source
 * of its own: URLs, Git, files, and whole kinds where the definition brings its own index or server.
 */
export function lookupPlan(form: FormState, { hasGalaxyServers }: { hasGalaxyServers: boolean }): LookupPlan {
  const own = ownSources(form);
  const isGalaxyAsked = own.galaxy === null && hasGalaxyServers;
  const python = own.python === null ? form.python.items.flatMap(pythonItem) : [];
  const galaxy = isGalaxyAsked ? [...form.collections.items.flatMap(collectionItem), ...form.roles.items.flatMap(roleItem)] : [];
  const usesGalaxy = form.collections.items.length + form.roles.items.length > 0;
  const noServer = usesGalaxy && own.galaxy === null && !hasGalaxyServers ? ['Collections are not looked up: the definition names no Galaxy server.'] : [];
  return { items: [...python, ...galaxy], notes: [...[own.python, own.galaxy].filter((note) => note !== null), ...noServer] };
}

function pythonItem({ value, path, range }: FormItem<string>): LookupItem[] {
  const line = parsePythonLine(value);
  if (line.kind !== 'requirement' || line.requirement.url !== null) return [];
  const { name, specifier } = line.requirement;
  const withConstraint = (constraint: string) => formatPythonRequirement({ ...line.requirement, specifier: constraint });
  return [{ kind: 'python', name: normalizePythonName(name), label: name, constraint: specifier, path, range, versionPath: path, withConstraint }];
}

const COLLECTION = /^[a-z_]\w*\.[a-z_]\w*$/i;
const ROLE = /^[\w-]+\.[\w.-]+$/;

function collectionItem({ value, path, range }: FormItem<CollectionRequirement>): LookupItem[] {
  const { name, version, source, type } = value;
  if (!COLLECTION.test(name) || source !== null || (type !== null && type !== 'galaxy')) return [];
  return [{ kind: 'collection', name, label: name, constraint: constraintOf(version), path, range, versionPath: [...path, 'version'], withConstraint: (constraint) => constraint }];
}

function roleItem({ value, path, range }: FormItem<RoleRequirement>): LookupItem[] {
  const { src, name, version, scm } = value;
  const asked = src ?? name ?? '';
  if (!ROLE.test(asked) || scm !== null) return [];
  return [{ kind: 'role', name: asked, label: asked, constraint: constraintOf(version), path, range, versionPath: [...path, 'version'], withConstraint: (constraint) => constraint }];
}

function constraintOf(version: string | null): string {
  return version === null || version === '*' ? '' : version.trim();
}
