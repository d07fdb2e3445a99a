import type { Finding } from '#lib/ee/lint/rule.ts';
import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';
import { entryOf, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

export type VersionResult =
  | { readonly ok: true; readonly version: SchemaVersion; readonly isEmpty: boolean }
  | { readonly ok: false; readonly code: string; readonly finding: Finding };

/** The schema version of a definition: a number, cut to an integer; 1 when there is none. */
export function definitionVersion(root: YamlTree | null): VersionResult {
  if (root === null || isFalsy(root)) return { ok: true, version: 1, isEmpty: true };
  if (root.kind !== 'map') {
    const kind = root.kind === 'sequence' ? 'a list' : 'text';
    return rejected('not-a-mapping', `A definition must be a mapping of keys and values, not ${kind}.`, []);
  }
  const value = entryOf(root, 'version')?.value;
  if (value === undefined) return { ok: true, version: 1, isEmpty: false };
  if (value.kind !== 'scalar') return rejected('wrong-type', 'version must be a number.', ['version']);
  return numericVersion(value);
}

function numericVersion(value: ScalarTree): VersionResult {
  const { scalar } = value;
  if (scalar.type !== 'int' && scalar.type !== 'float') return notANumber(value);
  const version = Math.trunc(Number(scalar.value));
  if (version === 1 || version === 2 || version === 3) return { ok: true, version, isEmpty: false };
  return rejected('unsupported-version', `The schema version ${value.source} is not supported. Use 3.`, ['version'], {
    title: 'Use version 3',
    edits: [{ start: value.span.start, end: value.span.end, newText: '3' }],
  });
}

function notANumber(value: ScalarTree): VersionResult {
  const message = 'version must be a number without quotes.';
  if (!/^[123]$/.test(value.source) || value.isPlain) return rejected('wrong-type', message, ['version']);
  return rejected('wrong-type', message, ['version'], {
    title: 'Remove the quotes',
    edits: [{ start: value.span.start, end: value.span.end, newText: value.source }],
  });
}

function rejected(code: string, message: string, path: Finding['path'], fix?: Finding['fix']): VersionResult {
  const finding: Finding = { severity: 'error', message, path, refusedBy: 'ansible-builder', ...(fix === undefined ? {} : { fix }) };
  return { ok: false, code, finding };
}

function isFalsy(root: YamlTree): boolean {
  if (root.kind === 'map') return root.entries.length === 0;
  if (root.kind === 'sequence') return root.items.length === 0;
  const { scalar } = root;
  return scalar.value === null || scalar.value === '' || scalar.value === false || Number(scalar.value) === 0;
}
