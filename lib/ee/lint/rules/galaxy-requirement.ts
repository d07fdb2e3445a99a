import type { QuickFix, Span } from '#lib/ee/diagnostic.ts';
import { replacing } from '#lib/ee/lint/fixes.ts';
import { galaxyDocument, galaxyEntries, type GalaxyDocument, type GalaxyEntry } from '#lib/ee/lint/galaxy-document.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { entryOf, keyText, type MapTree, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** Each collection and role has the form that ansible-galaxy reads. */
export const galaxyRequirement: Rule = { code: 'galaxy-requirement', check };

const KEYS = {
  collections: ['name', 'version', 'source', 'type', 'signatures'],
  roles: ['name', 'src', 'version', 'scm', 'include', 'role'],
} as const;
const TYPES = ['galaxy', 'url', 'file', 'git', 'dir', 'subdirs'];
const COLLECTION_NAME = /^[a-z_]\w*\.[a-z_]\w*$/i;
const POINTER = /^(?:git[+@]|https?:|ssh:|file:)|\/|\.tar\.gz$|^\.{1,2}$|\{\{/;
const CLAUSE = /^(?:\*|(?:==|!=|>=|<=|=|>|<)?\d+(?:\.\d+){0,2}(?:[-+][0-9A-Za-z.-]+)?)$/;

interface Problem {
  readonly message: string;
  readonly span: Span;
  /** What to write at the place instead. */
  readonly better?: string;
}

function check(context: LintContext): Finding[] {
  const document = galaxyDocument(context);
  if (document === null || (context.model === null && context.fileKind === undefined)) return [];
  return galaxyEntries(document).flatMap((entry) => problemsOf(entry).map((problem) => toFinding(document, entry, problem)));
}

function toFinding({ path, isBlock, toSpan, showAt }: GalaxyDocument, entry: GalaxyEntry, { message, span, better }: Problem): Finding {
  const exact = better === undefined ? null : toSpan(span);
  const fix: { fix?: QuickFix } = exact === null || better === undefined ? {} : replacing(`Change to ${better}`, exact, better);
  return { severity: 'warning', path: isBlock ? path : entry.path, span: showAt(span), message, ...fix };
}

function problemsOf({ list, tree }: GalaxyEntry): Problem[] {
  if (tree.kind === 'map') return list === 'collections' ? collectionProblems(tree) : roleProblems(tree);
  const text = textOf(tree);
  if (tree.kind !== 'scalar' || text === '') return [{ message: 'ansible-galaxy needs a name here, or a mapping with a name.', span: tree.span }];
  return list === 'collections' ? nameProblems(text, tree) : roleLineProblems(text, tree);
}

/** A name in a list has no version: ansible-galaxy splits `a.b:1.0` on its command line only. */
function nameProblems(text: string, { span, isPlain }: ScalarTree): Problem[] {
  if (COLLECTION_NAME.test(text) || POINTER.test(text)) return [];
  const withVersion = /^([\w.]+)(?::\s*|\s*(?===|>=|<=|!=|>|<))([\w.=<>!,*\s-]+)$/.exec(text);
  const [, name = '', version = ''] = withVersion ?? [];
  if (!COLLECTION_NAME.test(name)) return [badName(text, span)];
  const better = { better: `{name: ${name}, version: '${version.replace(/\s+/g, '')}'}` };
  return [{ message: `In a list ${text} is taken for a name. Give the version as a key of its own.`, span, ...(isPlain ? better : {}) }];
}

function badName(text: string, span: Span): Problem {
  return { message: `${text} is not the name of a collection, such as amazon.aws. For a file, folder or URL set type.`, span };
}

function collectionProblems(tree: MapTree): Problem[] {
  const type = valueOf(tree, 'type');
  const typeText = textOf(type);
  const problems = unknownKeys(tree, KEYS.collections);
  if (type !== null && !TYPES.includes(typeText)) problems.push({ message: `type is one of ${TYPES.join(', ')}.`, span: type.span });
  const isFromGalaxy = typeText === 'galaxy' || (type === null && !POINTER.test(textOf(valueOf(tree, 'source')).replace(/^https?:.*(?<!\.tar\.gz)$/, '')));
  if (isFromGalaxy) problems.push(...galaxyNameProblems(tree));
  return [...problems, ...versionProblems(tree, isFromGalaxy && COLLECTION_NAME.test(textOf(valueOf(tree, 'name'))))];
}

function galaxyNameProblems(tree: MapTree): Problem[] {
  const name = valueOf(tree, 'name');
  const text = textOf(name);
  if (name === null || text === '') return [{ message: 'A collection needs a name, such as amazon.aws.', span: tree.span }];
  return COLLECTION_NAME.test(text) || POINTER.test(text) ? [] : [badName(text, name.span)];
}

/** Clauses are separated by commas, without spaces; `~=` and `^` do not exist. */
function versionProblems(tree: MapTree, isFromGalaxy: boolean): Problem[] {
  const version = valueOf(tree, 'version');
  if (version === null) return [];
  if (version.kind !== 'scalar' || version.scalar.value === null) return [{ message: 'version must be a text, such as ">=1.2.0,<2.0.0".', span: version.span }];
  const text = textOf(version);
  if (!isFromGalaxy || text === '' || /\{\{/.test(text)) return [];
  if (text.split(',').every((clause) => CLAUSE.test(clause))) return [];
  const joined = text.replace(/\s+/g, '');
  const isFixable = joined.split(',').every((clause) => CLAUSE.test(clause));
  const message = isFixable
    ? `ansible-galaxy does not read spaces in a version range. Write ${joined}.`
    : `${text} is not a version range of ansible-galaxy: use ==, !=, >=, <=, > and < with up to three numbers, separated by commas.`;
  return [{ message, span: version.span, ...(isFixable ? { better: `'${joined}'` } : {}) }];
}

function roleProblems(tree: MapTree): Problem[] {
  const hasName = ['name', 'src', 'include', 'role'].some((key) => entryOf(tree, key) !== null);
  const problems = hasName ? [] : [{ message: 'A role needs name or src.', span: tree.span }];
  const scm = valueOf(tree, 'scm');
  if (scm !== null && !['git', 'hg', ''].includes(textOf(scm))) problems.push({ message: 'scm is git or hg.', span: scm.span });
  return [...problems, ...unknownKeys(tree, KEYS.roles)];
}

function roleLineProblems(text: string, { span }: ScalarTree): Problem[] {
  const parts = text.split(',').length;
  return parts <= 3 ? [] : [{ message: 'A role on one line is src, version and name, separated by commas.', span }];
}

function unknownKeys(tree: MapTree, known: readonly string[]): Problem[] {
  return tree.entries
    .filter(({ key, isMerged }) => !isMerged && !known.includes(keyText(key)))
    .map(({ key }) => ({ message: `ansible-galaxy does not know ${keyText(key)} here: it has ${known.filter((name) => name !== 'role').join(', ')}.`, span: key.span }));
}

function valueOf(tree: MapTree, key: string): YamlTree | null {
  return entryOf(tree, key)?.value ?? null;
}

function textOf(tree: YamlTree | null): string {
  return tree?.kind === 'scalar' && tree.scalar.type === 'str' ? tree.scalar.value : '';
}
