import type { QuickFix } from '#lib/ee/diagnostic.ts';
import { editing, replacing, type FixSource } from '#lib/ee/lint/fixes.ts';
import type { SchemaProblem } from '#lib/ee/schema/validate.ts';
import { treeAt, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** A number or switch where text is needed is quoted, text where a switch is needed unquoted, an empty key removed. */
export function wrongTypeFix(fixes: FixSource, root: YamlTree, { path, message }: SchemaProblem): QuickFix | undefined {
  const tree = treeAt(root, path);
  if (tree?.kind !== 'scalar' || tree.isAlias) return undefined;
  const { source, span, scalar } = tree;
  if (scalar.type === 'null') return source === '' ? removal(fixes, path) : undefined;
  if (scalar.type === 'str') return message.includes('true or false') ? switchFix(tree) : undefined;
  if (!tree.isPlain || !/must be text/.test(message)) return undefined;
  return replacing(`Write '${source}'`, span, `'${source}'`).fix;
}

function removal(fixes: FixSource, path: SchemaProblem['path']): QuickFix | undefined {
  const name = String(path.at(-1));
  return typeof path.at(-1) === 'string' ? editing(`Remove the empty ${name}`, fixes, [{ kind: 'delete', path }]).fix : undefined;
}

function switchFix({ source, span }: ScalarTree): QuickFix | undefined {
  const word = source.toLowerCase();
  if (!['true', 'yes', 'on', 'false', 'no', 'off'].includes(word)) return undefined;
  const value = ['true', 'yes', 'on'].includes(word) ? 'true' : 'false';
  return replacing(`Write ${value}`, span, value).fix;
}
