import type { Path } from '#lib/ee/diagnostic.ts';
import { galaxyMappingJsonSchema } from '#lib/ee/schema/galaxy-json-schema.ts';
import { definitionJsonSchema, type JsonSchema, type SchemaVersion } from '#lib/ee/schema/json-schema.ts';

/** What a text is: a definition, or a file that one names. */
export type CompletionSubject = { readonly kind: 'definition'; readonly version: SchemaVersion } | { readonly kind: 'galaxy' } | { readonly kind: 'python' } | { readonly kind: 'system' };

const SCHEMAS = new Map<SchemaVersion, JsonSchema>();

function rootSchema(subject: CompletionSubject): JsonSchema {
  if (subject.kind !== 'definition') return subject.kind === 'galaxy' ? galaxyMappingJsonSchema : {};
  const known = SCHEMAS.get(subject.version) ?? definitionJsonSchema(subject.version);
  SCHEMAS.set(subject.version, known);
  return known;
}

/** The schemas that a value at the path may fit; none where the path leads nowhere. */
export function schemasAt(subject: CompletionSubject, path: Path): readonly JsonSchema[] {
  let current = alternatives(rootSchema(subject));
  path.forEach((step, index) => {
    current = current.flatMap((schema) => childSchemas(schema, step));
    // Versions 1 and 2 only know a text there; its content is such a mapping.
    if (subject.kind === 'definition' && subject.version < 3 && index === 1 && isGalaxy(path)) current = [galaxyMappingJsonSchema];
  });
  return current;
}

/** A key with its schemas, and whether the mapping must have it. */
export interface SchemaKey {
  readonly key: string;
  readonly schema: JsonSchema;
}

export function keysAt(subject: CompletionSubject, path: Path): readonly SchemaKey[] {
  const keys = schemasAt(subject, path).flatMap((schema) => Object.entries(asSchema(schema['properties']) ?? {}));
  return [...new Map(keys)].map(([key, value]) => ({ key, schema: asSchema(value) ?? {} }));
}

export function schemaOfKey(subject: CompletionSubject, path: Path, key: string): JsonSchema | null {
  return keysAt(subject, path).find((candidate) => candidate.key === key)?.schema ?? null;
}

export type ValueShape = 'mapping' | 'list' | 'scalar';

/** How a value is best begun: a list before a mapping before text. */
export function shapeOf(schema: JsonSchema): ValueShape {
  const types = new Set(alternatives(schema).map((alternative) => alternative['type']));
  if (types.has('object')) return 'mapping';
  return types.has('array') ? 'list' : 'scalar';
}

/** The types in words, for instance "text or list". */
export function typeWords(schema: JsonSchema): string {
  const words = alternatives(schema).map((alternative) => (Array.isArray(alternative['enum']) ? alternative['enum'].map(String).join(' | ') : (TYPE_WORDS[String(alternative['type'])] ?? 'any value')));
  return [...new Set(words)].join(' or ');
}

const TYPE_WORDS: Record<string, string> = { string: 'text', array: 'list', object: 'mapping', boolean: 'true or false', number: 'number', null: 'empty' };

export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const any = schema['anyOf'];
  return Array.isArray(any) ? any.flatMap((item) => alternatives(asSchema(item) ?? {})) : [schema];
}

function childSchemas(schema: JsonSchema, step: string | number): readonly JsonSchema[] {
  const child = typeof step === 'number' ? asSchema(schema['items']) : asSchema(asSchema(schema['properties'])?.[step]);
  return child === null ? [] : alternatives(child);
}

function asSchema(value: unknown): JsonSchema | null {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : null;
}

function isGalaxy(path: Path): boolean {
  return path[0] === 'dependencies' && path[1] === 'galaxy';
}
