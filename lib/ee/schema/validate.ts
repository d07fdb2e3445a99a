import type { z } from 'zod';
import type { Path } from '#lib/ee/diagnostic.ts';
import { DefinitionV1 } from '#lib/ee/schema/v1.ts';
import { DefinitionV2 } from '#lib/ee/schema/v2.ts';
import { DefinitionV3 } from '#lib/ee/schema/v3.ts';
import { UnprintableValue, type PlainValue } from '#lib/ee/yaml/tree.ts';
import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';

export type DefinitionModel =
  | { readonly version: 1; readonly definition: DefinitionV1 }
  | { readonly version: 2; readonly definition: DefinitionV2 }
  | { readonly version: 3; readonly definition: DefinitionV3 };

export interface SchemaProblem {
  readonly code: 'unknown-key' | 'wrong-type' | 'missing-key';
  readonly message: string;
  readonly path: Path;
  /** With unknown-key: the keys that the place allows. */
  readonly allowedKeys?: readonly string[];
}

export interface SchemaResult {
  readonly model: DefinitionModel | null;
  readonly problems: readonly SchemaProblem[];
}

export function validateDefinition(version: SchemaVersion, value: PlainValue): SchemaResult {
  switch (version) {
    case 1:
      return toResult(DefinitionV1.safeParse(value), value, (definition) => ({ version, definition }));
    case 2:
      return toResult(DefinitionV2.safeParse(value), value, (definition) => ({ version, definition }));
    case 3:
      return toResult(DefinitionV3.safeParse(value), value, (definition) => ({ version, definition }));
  }
}

function toResult<T>(parsed: z.ZodSafeParseResult<T>, value: PlainValue, toModel: (definition: T) => DefinitionModel): SchemaResult {
  if (parsed.success) return { model: toModel(parsed.data), problems: [] };
  return { model: null, problems: parsed.error.issues.flatMap((issue) => issueProblems(issue, [], value)) };
}

type Issue = z.core.$ZodIssue;

function issueProblems(issue: Issue, base: Path, root: PlainValue): SchemaProblem[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = valueAt(root, path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key]));
  if (issue.code === 'invalid_union') return unionProblems(issue, path, root);
  if (value === undefined) return [missingKey(path)];
  return [{ code: 'wrong-type', path, message: `${nameOf(path)} must be ${expectation(issue)}, not ${kindOf(value)}.` }];
}

function unionProblems(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, root: PlainValue): SchemaProblem[] {
  const deeper = issue.errors.filter((branch) => branch.every((inner) => inner.path.length > 0));
  const inside = deeper.flat().flatMap((inner) => issueProblems(inner, path, root));
  if (inside.length > 0) return inside;
  const expected = [...new Set(issue.errors.flat().map(expectation))].join(' or ');
  return [{ code: 'wrong-type', path, message: `${nameOf(path)} must be ${expected}, not ${kindOf(valueAt(root, path))}.` }];
}

function unknownKey(path: Path): SchemaProblem {
  const parent = path.length > 1 ? ` in ${nameOf(path.slice(0, -1))}` : '';
  return { code: 'unknown-key', path, message: `The key ${String(path.at(-1))} is not known${parent}.` };
}

function missingKey(path: Path): SchemaProblem {
  return { code: 'missing-key', path: path.slice(0, -1), message: `The key ${String(path.at(-1))} is missing here.` };
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'The definition' : path.map((step) => (typeof step === 'number' ? `[${String(step)}]` : step)).join('.').replaceAll('.[', '[');
}

const EXPECTED: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'empty',
};

function expectation(issue: Issue): string {
  return issue.code === 'invalid_type' ? (EXPECTED[issue.expected] ?? issue.expected) : 'another value';
}

function kindOf(value: PlainValue | undefined): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof UnprintableValue) return value.type === 'timestamp' ? 'a date' : 'binary data';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? `the number ${String(value)}` : String(value);
}

function valueAt(root: PlainValue, path: Path): PlainValue | undefined {
  let current: PlainValue | undefined = root;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || current instanceof UnprintableValue) return undefined;
    current = Array.isArray(current) ? current[Number(step)] : Object.hasOwn(current, step) ? current[String(step)] : undefined;
  }
  return current;
}
