import { galaxyDocument } from '#lib/ee/lint/galaxy-document.ts';
import { requirementLines, textAt, type TextPlace } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { findSecret } from '#lib/ee/lint/secrets.ts';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';

/** Passwords and tokens in requirement lines, in sources of collections and in options are copied into the build. */
export const secretInRequirement: Rule = { code: 'secret-in-requirement', check };

const OPTION_PATHS = [
  ['dependencies', 'ansible_core', 'package_pip'],
  ['dependencies', 'ansible_runner', 'package_pip'],
  ['build_arg_defaults', 'ANSIBLE_GALAXY_CLI_COLLECTION_OPTS'],
  ['build_arg_defaults', 'ANSIBLE_GALAXY_CLI_ROLE_OPTS'],
];
const CONFIG_SECRET = /^\s*(?:token|password|client_secret)\s*=\s*(?![$<{\s])\S+/i;

function check(context: LintContext): Finding[] {
  if (context.fileKind === 'config') return configPlaces(context.text).map((place) => toFinding(place, 'a password or token'));
  const options = OPTION_PATHS.map((path) => textAt(context, path)).filter((place) => place !== null);
  const places = [...requirementLines(context, 'python'), ...options, ...galaxyTexts(context)];
  return places.flatMap((place) => {
    const what = findSecret(place.value);
    return what === null ? [] : [toFinding(place, what)];
  });
}

function toFinding({ path, span }: TextPlace, what: string): Finding {
  const message = `Here seems to stand ${what}. It would be copied into the build and kept with every revision. Use a credential of the definition's settings instead.`;
  return { severity: 'warning', path, span, message };
}

function galaxyTexts(context: LintContext): TextPlace[] {
  const document = galaxyDocument(context);
  if (document?.root === undefined || document.root === null) return [];
  const { path, isBlock, showAt } = document;
  return textsOf(document.root, path).map((place) => ({ ...place, path: isBlock ? path : place.path, span: showAt(place.span) }));
}

function textsOf(tree: YamlTree, path: TextPlace['path']): TextPlace[] {
  if (tree.kind === 'sequence') return tree.items.flatMap((item, index) => textsOf(item, [...path, index]));
  if (tree.kind === 'map') return tree.entries.flatMap(({ key, value }) => textsOf(value, [...path, key.source]));
  return tree.scalar.type === 'str' ? [{ value: tree.scalar.value, path, span: tree.span }] : [];
}

function configPlaces(text: string): TextPlace[] {
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const span = { start, end: start + line.trimEnd().length };
    start += line.length + 1;
    return CONFIG_SECRET.test(line) ? [{ value: line, path: [], span }] : [];
  });
}
