import { definitionJsonSchema, type JsonSchema, type SchemaVersion } from '#lib/ee/schema/json-schema.ts';

const schemas = new Map<SchemaVersion, JsonSchema>();

/** The JSON schema of the value at a path, or null where the version has no such key. */
export function schemaAt(version: SchemaVersion, path: readonly (string | number)[]): JsonSchema | null {
  let schema: JsonSchema | null = schemaOf(version);
  for (const step of path) {
    const parts: (JsonSchema | null)[] = [schema, ...branchesOf(schema)];
    const found: JsonSchema | null | undefined = parts.map((part) => childOf(part, step)).find((child) => child !== null);
    schema = found ?? null;
  }
  return schema;
}

export function schemaKeysAt(version: SchemaVersion, path: readonly (string | number)[]): string[] {
  const schema = schemaAt(version, path);
  return [schema, ...branchesOf(schema)].flatMap((part) => Object.keys(asSchema(part?.['properties']) ?? {}));
}

function schemaOf(version: SchemaVersion): JsonSchema {
  const schema = schemas.get(version) ?? definitionJsonSchema(version);
  schemas.set(version, schema);
  return schema;
}

function branchesOf(schema: JsonSchema | null): JsonSchema[] {
  const branches = schema?.['anyOf'];
  return Array.isArray(branches) ? (branches as JsonSchema[]) : [];
}

function childOf(schema: JsonSchema | null, step: string | number): JsonSchema | null {
  if (typeof step === 'number') return asSchema(schema?.['items']);
  const properties = asSchema(schema?.['properties']);
  return properties !== null && Object.hasOwn(properties, step) ? asSchema(properties[step]) : null;
}

function asSchema(value: unknown): JsonSchema | null {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : null;
}
