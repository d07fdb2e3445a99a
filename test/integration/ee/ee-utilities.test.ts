import { describe, expect, it } from 'vitest';
import { exportDefinition } from '#lib/ee/export/export.ts';
import { planImport } from '#lib/ee/import/import.ts';
import type { ImportedDefinition } from '#lib/ee/import/types.ts';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { toPlain } from '#lib/ee/yaml/tree.ts';
import { generatedBy } from '#test/support/contexts.ts';
import { listCorpusSources } from '#test/support/corpus-sources.ts';
import { hasCorpus, listEeUtilitiesFiles } from '#test/support/corpus.ts';
import { renderRole } from '#test/support/ee-builder-role.ts';

const DYNAMIC = '<dynamic>';

function plainOf(definition: ImportedDefinition): Record<string, unknown> {
  const { root } = parseDefinition(definition.text).document;
  if (root === null) throw new Error(`${definition.name} is not YAML.`);
  return JSON.parse(JSON.stringify(toPlain(root))) as Record<string, unknown>;
}

/** Both without the values that only a run of Ansible knows. */
function staticParts(expected: unknown, actual: unknown): [unknown, unknown] {
  if (typeof expected === 'string' && expected.includes(DYNAMIC)) return [DYNAMIC, DYNAMIC];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const pairs = Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) => staticParts(expected[index], actual[index]));
    return [pairs.map(([left]) => left), pairs.map(([, right]) => right)];
  }
  if (!isRecord(expected) || !isRecord(actual)) return [expected, actual];
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  const pairs = keys.map((key) => [key, staticParts(expected[key], actual[key])] as const);
  return [Object.fromEntries(pairs.map(([key, [left]]) => [key, left])), Object.fromEntries(pairs.map(([key, [, right]]) => [key, right]))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The role ignores the keys of its first versions: only the rest can be compared. */
const LEGACY_PARTS = ['dependencies', 'additional_build_steps', 'images'];

function without(definition: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(definition).filter(([key]) => !keys.includes(key)));
}

describe.runIf(hasCorpus())('import of ee_utilities files', () => {
  it("gives for each EE the definition that the role's template renders", () => {
    const files = listEeUtilitiesFiles();
    const rendered = renderRole(files.map(({ text }) => text));
    let compared = 0;
    let legacy = 0;
    for (const [index, { name, text }] of files.entries()) {
      const plan = planImport([{ path: name, text }], { baseImage: 'registry.example/base:1' });
      const expected = rendered[index] ?? [];
      expect(plan.definitions.length, name).toBe(expected.length);
      for (const [item, definition] of plan.definitions.entries()) {
        const role = expected[item]!;
        const skipped = [...role.computed, ...(role.legacy ? LEGACY_PARTS : [])];
        const [left, right] = staticParts(without(role.definition, skipped), without(plainOf(definition), skipped));
        expect(right, `${name} ${definition.name}`).toEqual(left);
        if (role.legacy) legacy += 1;
        else compared += 1;
      }
      if (plan.definitions.length === 0) expect(plan.notes.some(({ severity, code }) => severity === 'error' || code === 'empty-list'), name).toBe(true);
    }
    console.log(`${String(compared)} definitions equal to the role's, ${String(legacy)} items in the way of its first versions`);
    expect(compared).toBeGreaterThanOrEqual(22);
    expect(legacy).toBe(5);
  });
});

describe.runIf(hasCorpus())('export for ee_utilities', () => {
  it("makes variables from which the role's template renders a definition with the same build context", () => {
    const sources = listCorpusSources();
    const exported = sources.map(({ source }) => exportDefinition('ee-utilities', source));
    const variables = exported.map((result) => (result.ok ? result.files.find(({ path }) => path.endsWith('/ee_vars.yml'))?.source : undefined));
    const rendered = renderRole(variables.map((source) => (source?.kind === 'text' ? source.text : '')));
    for (const [index, { source, files }] of sources.entries()) {
      const migrated = migrateDefinition(source.text);
      const paths = Object.keys(files);
      const expected = generatedBy(parseDefinition(migrated.ok ? migrated.text : '', { files: paths }), files);
      const text = JSON.stringify(rendered[index]?.[0]?.definition);
      expect(generatedBy(parseDefinition(text, { files: paths }), files), source.name).toEqual(expected);
    }
    expect(sources.length).toBeGreaterThan(120);
  });
});
