import { describe, expect, it } from 'vitest';
import { exportDefinition } from '#lib/ee/export/export.ts';
import type { ExportedFile, ExportKind, ExportSource } from '#lib/ee/export/types.ts';
import { planImport } from '#lib/ee/import/import.ts';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { generatedBy } from '#test/support/contexts.ts';
import { hasCorpus } from '#test/support/corpus.ts';
import { listCorpusSources } from '#test/support/corpus-sources.ts';

const SOURCE: ExportSource = {
  name: 'ee_aws',
  description: 'For AWS',
  text: 'version: 3\n# the base\nimages: {base_image: {name: "quay.io/b:1"}}\ndependencies:\n  python: requirements.txt\nadditional_build_steps:\n  append_final: |\n    RUN podman ps --format {{.ID}}\n    USER 1000\n',
  files: [{ path: 'requirements.txt', executable: false }, { path: 'bin/run', executable: true }],
  settings: { repository: 'quay.io/team/ee_aws', tags: ['1.0'], hasPullCredential: false, hasPushCredential: true },
};

function filesOf(kind: ExportKind, source: ExportSource): ExportedFile[] {
  const result = exportDefinition(kind, source);
  if (!result.ok) throw new Error(result.message);
  return [...result.files];
}

function textOf(files: readonly ExportedFile[], path: string): string {
  const file = files.find((each) => each.path === path);
  return file?.source.kind === 'text' ? file.source.text : '';
}

/** What comes back when the exported files are imported. */
function imported(files: readonly ExportedFile[], beside: Readonly<Record<string, string>>) {
  const given = files.map(({ path, source }) => ({ path, text: source.kind === 'text' ? source.text : (beside[source.path] ?? '') }));
  const { definitions } = planImport(given, { baseImage: 'unused:1' });
  expect(definitions).toHaveLength(1);
  return definitions[0]!;
}

describe('exportDefinition', () => {
  it('as folder: the text byte for byte and the files beside it', () => {
    const files = filesOf('folder', SOURCE);
    expect(files.map(({ path, mode }) => [path, mode])).toEqual([
      ['ee_aws/execution-environment.yml', 0o644],
      ['ee_aws/requirements.txt', 0o644],
      ['ee_aws/bin/run', 0o755],
    ]);
    expect(textOf(files, 'ee_aws/execution-environment.yml')).toBe(SOURCE.text);
  });

  it('for ee_utilities: a playbook and variables without a secret, literal braces marked', () => {
    const files = filesOf('ee-utilities', SOURCE);
    expect(textOf(files, 'ee_aws/build_ee.yml')).toContain('# Supply: registry_username, registry_password\n');
    expect(textOf(files, 'ee_aws/ee_vars.yml')).toBe(`---
# The files beside the definition lie beside the playbook.
ee_builder_dir: "{{ playbook_dir }}"
ee_builder_dir_clean: false
ee_pull_collections_from_hub: false
ee_registry_dest: quay.io/team
ee_registry_username: "{{ registry_username }}"
ee_registry_password: "{{ registry_password }}"
ee_version: 3
ee_build_arg_defaults: {}
ee_build_options: {}
ee_list:
  - name: ee_aws
    description: For AWS
    tag: '1.0'
    # the base
    images: {base_image: {name: "quay.io/b:1"}}
    dependencies:
      python: requirements.txt
    build_steps:
      append_final:
        - !unsafe RUN podman ps --format {{.ID}}
        - USER 1000
    build_items:
      - requirements.txt
      - bin/run
`);
  });

  it('as Containerfile context: what create writes, and where the scripts come from', () => {
    const result = exportDefinition('containerfile', SOURCE);
    expect(result.ok && result.files.map(({ path }) => path)).toEqual(['context/Containerfile', 'context/_build/requirements.txt']);
    expect(result.ok && result.notes.join()).toContain('scripts');
  });

  it('refuses what cannot be built, with line and reason', () => {
    expect(exportDefinition('containerfile', { ...SOURCE, text: 'version: 3\nimages: {base_image: {name: x}}\n' })).toEqual({ ok: false, message: expect.stringContaining('line 2') as string });
    expect(exportDefinition('ee-utilities', { ...SOURCE, text: 'version: 9\n' })).toMatchObject({ ok: false });
  });
});

describe.runIf(hasCorpus())('export and import over the corpus', () => {
  const sources = listCorpusSources();

  it('as folder: gives the same text and files back', () => {
    for (const { source, files } of sources) {
      const back = imported(filesOf('folder', source), files);
      expect(back.text, source.name).toBe(source.text);
      expect(back.files.map(({ path }) => path).sort(), source.name).toEqual(Object.keys(files).sort());
      expect(back.name, source.name).toBe(source.name.slice(0, 63));
    }
    expect(sources.length).toBeGreaterThan(120);
  });

  it('for ee_utilities: gives the same build context, tags, destination and files back', () => {
    for (const { source, files } of sources) {
      const migrated = migrateDefinition(source.text);
      if (!migrated.ok) throw new Error(`${source.name}: ${migrated.message}`);
      const paths = Object.keys(files);
      const back = imported(filesOf('ee-utilities', source), files);
      const expected = generatedBy(parseDefinition(migrated.text, { files: paths }), files);
      const actual = generatedBy(parseDefinition(back.text, { files: paths }), files);
      expect(actual.containerfile, `${source.name}\n${back.text}`).toBe(expected.containerfile);
      expect(actual.files, source.name).toEqual(expected.files);
      expect(back.settings, source.name).toEqual({ repository: source.settings.repository, tags: source.settings.tags });
      expect(back.placeholders, source.name).toEqual([]);
      expect(back.files.map(({ path }) => path).sort(), source.name).toEqual(paths.sort());
    }
  });
});
