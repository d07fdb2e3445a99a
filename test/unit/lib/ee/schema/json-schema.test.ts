import { describe, expect, it } from 'vitest';
import { definitionJsonSchema, type JsonSchema } from '#lib/ee/schema/json-schema.ts';

function undescribed(schema: JsonSchema, path: string): string[] {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  return Object.entries(properties).flatMap(([name, child]) => {
    const own = typeof child['description'] === 'string' ? [] : [`${path}${name}`];
    return [...own, ...undescribed(child, `${path}${name}.`)];
  });
}

describe('definitionJsonSchema', () => {
  it.each([1, 2, 3] as const)('describes every key of version %i', (version) => {
    const schema = definitionJsonSchema(version);
    expect(undescribed(schema, '')).toEqual([]);
    expect(schema['additionalProperties']).toBe(false);
  });

  it('offers the shape of Galaxy requirements', () => {
    expect(JSON.stringify(definitionJsonSchema())).toContain('Collections to install into the image.');
  });

  it('has the keys of its version only', () => {
    const keys = (version: 1 | 2 | 3) => Object.keys(definitionJsonSchema(version)['properties'] as object).sort();
    expect(keys(1)).toEqual(['additional_build_steps', 'ansible_config', 'build_arg_defaults', 'dependencies', 'version']);
    expect(keys(2)).toEqual(['additional_build_steps', 'ansible_config', 'build_arg_defaults', 'dependencies', 'images', 'version']);
    expect(keys(3)).toEqual(['additional_build_files', 'additional_build_steps', 'build_arg_defaults', 'dependencies', 'images', 'options', 'version']);
  });
});
