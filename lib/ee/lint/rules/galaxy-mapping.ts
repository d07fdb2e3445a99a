import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { keyText, treeAt, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** dependencies.galaxy is passed on unchecked: a misspelt key installs nothing, a bare list is not YAML when written. */
export const galaxyMapping: Rule = { code: 'galaxy-mapping', check };

const PATH = ['dependencies', 'galaxy'];
const KNOWN = ['collections', 'roles'];

function check({ model, root }: LintContext): Finding[] {
  const galaxy = treeAt(root, PATH);
  if (model?.version !== 3 || galaxy === null) return [];
  if (galaxy.kind === 'sequence') {
    const message = 'A bare list is not what ansible-galaxy reads. Put the names below "collections:".';
    return galaxy.items.length === 0 ? [] : [{ severity: 'warning', path: PATH, message }];
  }
  if (galaxy.kind !== 'map') return [];
  return galaxy.entries.flatMap(({ key, value }): Finding[] => {
    const name = keyText(key);
    const path = [...PATH, name];
    if (KNOWN.includes(name)) return checkEntries(value, path);
    const nearest = /^r/i.test(name) ? 'roles' : 'collections';
    const message = `ansible-galaxy does not know ${name}: nothing below it is installed. Did you mean ${nearest}?`;
    return [{ severity: 'warning', path, span: key.span, message, fix: { title: `Change to ${nearest}`, edits: [{ ...key.span, newText: nearest }] } }];
  });
}

function checkEntries(list: YamlTree, path: readonly (string | number)[]): Finding[] {
  if (list.kind !== 'sequence') return [{ severity: 'warning', path, message: `${String(path.at(-1))} must be a list.` }];
  return list.items.flatMap((item, index): Finding[] => {
    const isText = item.kind === 'scalar' && item.scalar.type === 'str' && item.scalar.value !== '';
    const isNamed = item.kind === 'map' && item.entries.some(({ key }) => /^(?:name|src)$/.test(keyText(key)));
    if (isText || isNamed) return [];
    return [{ severity: 'warning', path: [...path, index], message: 'ansible-galaxy needs a name here, or a mapping with a name.' }];
  });
}
