import type { Path, Span } from '#lib/ee/diagnostic.ts';
import { galaxyDocument, galaxyEntries } from '#lib/ee/lint/galaxy-document.ts';
import { requirementLines, textAt } from '#lib/ee/lint/places.ts';
import type { LintContext } from '#lib/ee/lint/rule.ts';
import { parseSystemLine } from '#lib/ee/requirements/bindep.ts';
import { readCollection, readRole } from '#lib/ee/requirements/galaxy.ts';
import { normalizePythonName, parsePythonLine } from '#lib/ee/requirements/pep508.ts';
import { excludeEachOther } from '#lib/ee/requirements/version-range.ts';
import { toPlain, type PlainValue } from '#lib/ee/yaml/tree.ts';

/** A requirement that names something, in a form that compares. */
export interface NamedRequirement {
  readonly kind: 'python' | 'system' | 'collections' | 'roles';
  /** What must be equal for two requirements to be about the same thing. */
  readonly key: string;
  readonly name: string;
  /** As the author wrote it. */
  readonly written: string;
  readonly clauses: readonly string[];
  readonly path: Path;
  readonly itemPath: Path;
  readonly span: Span;
  /** False for what stands in a field of its own, such as ansible_core. */
  readonly isListed: boolean;
}

export interface RequirementPair {
  readonly earlier: NamedRequirement;
  readonly later: NamedRequirement;
  readonly isConflict: boolean;
}

const known = new WeakMap<LintContext, readonly NamedRequirement[]>();

export function namedRequirements(context: LintContext): readonly NamedRequirement[] {
  const found = known.get(context);
  if (found !== undefined) return found;
  const all = [...pipFields(context), ...pythonRequirements(context), ...systemRequirements(context), ...galaxyRequirements(context)];
  known.set(context, all);
  return all;
}

/** Each requirement that is there again, with the nearest one before it. */
export function requirementPairs(context: LintContext): RequirementPair[] {
  const seen = new Map<string, NamedRequirement>();
  return namedRequirements(context).flatMap((later) => {
    const key = `${later.kind} ${later.key}`;
    const earlier = seen.get(key);
    seen.set(key, later);
    if (earlier === undefined) return [];
    return [{ earlier, later, isConflict: later.kind !== 'roles' && excludeEachOther([...earlier.clauses, ...later.clauses]) }];
  });
}

function pipFields(context: LintContext): NamedRequirement[] {
  return ['ansible_core', 'ansible_runner'].flatMap((field) => {
    const path = ['dependencies', field, 'package_pip'];
    const place = textAt(context, path);
    if (place === null) return [];
    return pythonRequirement({ ...place, itemPath: path, isListed: false });
  });
}

function pythonRequirements(context: LintContext): NamedRequirement[] {
  return requirementLines(context, 'python').flatMap((place) => pythonRequirement({ ...place, isListed: true }));
}

function pythonRequirement({ value, ...place }: { value: string } & Pick<NamedRequirement, 'path' | 'itemPath' | 'span' | 'isListed'>): NamedRequirement[] {
  const line = parsePythonLine(value);
  if (line.kind !== 'requirement' || line.requirement.url !== null) return [];
  const { name, specifier, marker } = line.requirement;
  const key = `${normalizePythonName(name)} ${(marker ?? '').replace(/\s+/g, '')}`;
  return [{ kind: 'python', key, name, written: value, clauses: splitClauses(specifier), ...place }];
}

function systemRequirements(context: LintContext): NamedRequirement[] {
  return requirementLines(context, 'system').flatMap(({ value, path, itemPath, span }): NamedRequirement[] => {
    const line = parseSystemLine(value);
    if (line.kind !== 'requirement') return [];
    const { name, versions, profiles } = line.requirement;
    return [{ kind: 'system', key: `${name} ${[...profiles].sort().join(' ')}`, name, written: value, clauses: versions, path, itemPath, span, isListed: true }];
  });
}

function galaxyRequirements(context: LintContext): NamedRequirement[] {
  const document = galaxyDocument(context);
  if (document === null) return [];
  return galaxyEntries(document).flatMap(({ list, tree, path }): NamedRequirement[] => {
    const named = nameAndVersion(list, toPlain(tree));
    if (named === null) return [];
    const { name, version } = named;
    const shown = document.isBlock ? document.path : path;
    const place = { path: shown, itemPath: path, span: document.showAt(tree.span), isListed: true };
    return [{ kind: list, key: name.toLowerCase(), name, written: `${name} ${version}`.trim(), clauses: splitClauses(version), ...place }];
  });
}

function nameAndVersion(list: 'collections' | 'roles', value: PlainValue): { name: string; version: string } | null {
  const role = list === 'roles' ? readRole(value) : null;
  const found = role === null ? readCollection(list === 'roles' ? null : value) : { name: role.name ?? role.src, version: role.version };
  return found?.name === undefined || found.name === null ? null : { name: found.name, version: found.version ?? '' };
}

function splitClauses(text: string): string[] {
  return text.split(',').map((clause) => clause.trim()).filter((clause) => clause !== '');
}
