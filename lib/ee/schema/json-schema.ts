import { z } from 'zod';
import { galaxyMappingJsonSchema } from '#lib/ee/schema/galaxy-json-schema.ts';
import { DefinitionV1 } from '#lib/ee/schema/v1.ts';
import { DefinitionV2 } from '#lib/ee/schema/v2.ts';
import { DefinitionV3 } from '#lib/ee/schema/v3.ts';

export type SchemaVersion = 1 | 2 | 3;
export type JsonSchema = Record<string, unknown>;

const SCHEMAS = { 1: DefinitionV1, 2: DefinitionV2, 3: DefinitionV3 } as const;

/** The JSON schema of one version (default: 3) with description, default and example for every key. */
export function definitionJsonSchema(version: SchemaVersion = 3): JsonSchema {
  return z.toJSONSchema(SCHEMAS[version], {
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'record') Object.assign(jsonSchema, galaxyMappingJsonSchema);
      // Editors show a plain description with its backticks; this one is rendered.
      if (jsonSchema.description !== undefined) Object.assign(jsonSchema, { markdownDescription: jsonSchema.description });
    },
  });
}
