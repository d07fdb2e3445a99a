import type { Path } from '#lib/ee/diagnostic.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { keyText, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** Values that ansible-builder (YAML 1.1) reads otherwise than they look: yes, 1.10, 010, 1:30, dates. */
export const yaml11Value: Rule = { code: 'yaml11-value', check };

function check({ root }: LintContext): Finding[] {
  return root === null ? [] : visit(root, []);
}

function visit(tree: YamlTree, path: Path): Finding[] {
  if (tree.isAlias) return [];
  if (tree.kind === 'sequence') return tree.items.flatMap((item, index) => visit(item, [...path, index]));
  if (tree.kind === 'map') return tree.entries.flatMap(({ key, value, isMerged }) => (isMerged ? [] : visit(value, [...path, keyText(key)])));
  const reading = tree.isPlain ? surprisingReading(tree, path) : null;
  if (reading === null) return [];
  const { source, span } = tree;
  const fix = { title: `Write '${source}'`, edits: [{ start: span.start, end: span.end, newText: `'${source}'` }] };
  return [{ severity: reading.severity, path, message: reading.message, ...(reading.severity === 'info' ? {} : { fix }) }];
}

interface Reading {
  readonly severity: 'warning' | 'info';
  readonly message: string;
}

function surprisingReading({ scalar, source }: ScalarTree, path: Path): Reading | null {
  if (scalar.type === 'timestamp') return { severity: 'warning', message: `${source} is read as a date. Quote it to keep it as text.` };
  if (scalar.type === 'bool' && !/^(?:true|false)$/i.test(source)) {
    return { severity: 'info', message: `${source} is read as ${String(scalar.value)}.` };
  }
  const isNumber = scalar.type === 'int' || scalar.type === 'float';
  const isOwnVersion = path.length === 1 && path[0] === 'version';
  if (!isNumber || isOwnVersion || String(scalar.value) === source) return null;
  const message = `${source} is read as the number ${String(scalar.value)}. Quote it to keep it as text.`;
  return { severity: 'warning', message };
}
