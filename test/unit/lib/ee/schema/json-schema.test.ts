import { describe, expect, it } from 'vitest';
import { definitionJsonSchema, type JsonSchema } from '#lib/ee/schema/json-schema.ts';
import { schemaAt, schemaKeysAt } from '#lib/ee/schema/schema-at.ts';
import { validateDefinition } from '#lib/ee/schema/validate.ts';
import type { PlainValue } from '#lib/ee/yaml/tree.ts';

interface Key {
  readonly path: string;
  readonly schema: JsonSchema;
}

/** Every key below a schema, those of list items and of the Galaxy mapping included. */
function keysOf(schema: JsonSchema, path: string): Key[] {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const branches = [...((schema['anyOf'] ?? []) as JsonSchema[]), ...(schema['items'] === undefined ? [] : [schema['items'] as JsonSchema])];
  const own = Object.entries(properties).flatMap(([name, child]) => [{ path: `${path}${name}`, schema: child }, ...keysOf(child, `${path}${name}.`)]);
  return [...own, ...branches.flatMap((branch) => keysOf(branch, path))];
}

describe('definitionJsonSchema', () => {
  it.each([1, 2, 3] as const)('has text and an example for every key of version %i', (version) => {
    const keys = keysOf(definitionJsonSchema(version), '');
    const poor = keys.filter(({ schema }) => JSON.stringify(schema['description'] ?? '').length < 17 || !Array.isArray(schema['examples']));
    expect(poor.map(({ path }) => path)).toEqual([]);
    expect(keys.length).toBeGreaterThan(version === 3 ? 45 : 10);
    expect(definitionJsonSchema(version)['additionalProperties']).toBe(false);
  });

  it.each([1, 2, 3] as const)('has examples and defaults of version %i that ansible-builder takes', (version) => {
    const own = keysOf(definitionJsonSchema(version), '').filter(({ path }) => !/galaxy\.|additional_build_files\./.test(path));
    for (const { path, schema } of own) {
      for (const value of [...(schema['examples'] as PlainValue[]), ...('default' in schema ? [schema['default'] as PlainValue] : [])]) {
        const definition = path.split('.').reduceRight<PlainValue>((inner, key) => ({ [key]: inner }), value);
        expect(validateDefinition(version, definition).problems, `${path} ${JSON.stringify(value)}`).toEqual([]);
      }
    }
  });

  it('says the default where there is one', () => {
    const options = schemaAt(3, ['options']) ?? {};
    const withDefault = keysOf(options, '').filter(({ schema }) => 'default' in schema);
    expect(withDefault.map(({ path }) => path).sort()).toEqual([
      'container_init.cmd', 'container_init.entrypoint', 'container_init.package_pip', 'package_manager_path', 'relax_passwd_permissions', 'skip_ansible_check', 'skip_pip_install', 'user', 'workdir',
    ]);
    for (const { schema } of withDefault) expect(schema['markdownDescription']).toContain(`Default: \`${String(schema['default'])}\`.`);
  });

  it('has the keys of its version only', () => {
    const keys = (version: 1 | 2 | 3): string[] => schemaKeysAt(version, []).sort();
    expect(keys(1)).toEqual(['additional_build_steps', 'ansible_config', 'build_arg_defaults', 'dependencies', 'version']);
    expect(keys(2)).toEqual(['additional_build_steps', 'ansible_config', 'build_arg_defaults', 'dependencies', 'images', 'version']);
    expect(keys(3)).toEqual(['additional_build_files', 'additional_build_steps', 'build_arg_defaults', 'dependencies', 'images', 'options', 'version']);
    expect(schemaKeysAt(3, ['dependencies', 'exclude'])).toEqual(['python', 'system', 'all_from_collections']);
  });
});

describe('schemaAt', () => {
  it('goes through lists and the Galaxy mapping', () => {
    expect(schemaKeysAt(3, ['additional_build_files', 0])).toEqual(['src', 'dest']);
    expect(schemaKeysAt(3, ['dependencies', 'galaxy'])).toEqual(['collections', 'roles']);
    expect(schemaAt(2, ['options'])).toBeNull();
  });
});
