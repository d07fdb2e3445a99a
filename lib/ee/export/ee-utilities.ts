import { splitLines, strip } from '#lib/ee/containerfile/python-text.ts';
import { modeOf } from '#lib/ee/export/folder.ts';
import { indentLines, sectionTexts } from '#lib/ee/export/sections.ts';
import type { ExportedFile, ExportResult, ExportSource } from '#lib/ee/export/types.ts';
import { withUnsafeTags } from '#lib/ee/export/unsafe.ts';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import type { DefinitionV3 } from '#lib/ee/schema/v3.ts';
import { printEntry, printInline, type EditValue } from '#lib/ee/yaml/print.ts';

/** What ansible-builder and the role both take when a definition names no image. */
const DEFAULT_BASE = 'quay.io/ansible/ansible-runner:latest';
const LAYOUT = { step: 2, listStep: 2, lineBreak: '\n', usesBlocks: true };
const ITEM_KEYS = [
  ['images', 'images'],
  ['dependencies', 'dependencies'],
  ['options', 'options'],
  ['additional_build_files', 'build_files'],
  ['additional_build_steps', 'build_steps'],
] as const;

/**
 * A playbook and a vars file for the role infra.ee_utilities.ee_builder that build the same image. Secrets are
 * variables to be supplied.
 */
export function eeUtilitiesExport(source: ExportSource): ExportResult {
  const migrated = migrateDefinition(source.text);
  if (!migrated.ok) return { ok: false, message: migrated.message };
  const { model } = parseDefinition(migrated.text);
  if (model?.version !== 3) return { ok: false, message: 'The definition has errors. Correct them first.' };
  const vars = varsFile(source, migrated.text, model.definition);
  const beside = source.files.map((file): ExportedFile => ({ path: `${source.name}/${file.path}`, mode: modeOf(file), source: { kind: 'input', path: file.path } }));
  const own = [textFile(`${source.name}/build_ee.yml`, playbook(source)), textFile(`${source.name}/ee_vars.yml`, vars)];
  const taken = own.find(({ path }) => beside.some((file) => file.path === path));
  if (taken !== undefined) return { ok: false, message: `A file beside the definition is called ${taken.path.slice(source.name.length + 1)}. Rename it first.` };
  return { ok: true, files: [...own, ...beside], notes: [...migrated.notes] };
}

function textFile(path: string, text: string): ExportedFile {
  return { path, mode: 0o644, source: { kind: 'text', text } };
}

function playbook({ name, settings }: ExportSource): string {
  const secrets = secretVariables(settings);
  const supply = secrets.length === 0 ? '' : `# Supply: ${secrets.map(({ supplied }) => supplied).join(', ')}\n# for instance with: ansible-playbook build_ee.yml -e @secrets.yml\n`;
  return `---
${supply}- name: ${printInline(`Build ${name}`, { isFlow: false })}
  hosts: localhost
  connection: local
  gather_facts: false
  vars_files:
    - ee_vars.yml
  tasks:
    - name: Build and push the execution environment
      ansible.builtin.include_role:
        name: infra.ee_utilities.ee_builder
`;
}

function varsFile(source: ExportSource, text: string, definition: DefinitionV3): string {
  const sections = sectionTexts(text);
  const item = [...itemHead(source), ...itemSections(sections, definition), ...buildItems(source)];
  const lines = [
    '---',
    '# The files beside the definition lie beside the playbook.',
    'ee_builder_dir: "{{ playbook_dir }}"',
    'ee_builder_dir_clean: false',
    'ee_pull_collections_from_hub: false',
    ...destination(source),
    ...secretVariables(source.settings).map(({ name, supplied }) => `${name}: "{{ ${supplied} }}"`),
    `ee_version: ${String(definition.version ?? 3)}`,
    ...(sections.has('build_arg_defaults') ? [renamed(sections.get('build_arg_defaults') ?? '', 'build_arg_defaults', 'ee_build_arg_defaults')] : ['ee_build_arg_defaults: {}']),
    'ee_build_options: {}',
    'ee_list:',
    ...item.map((part, index) => indentLines(part, index === 0 ? '  - ' : '    ')),
  ];
  return withUnsafeTags(`${lines.join('\n')}\n`, ['ee_list', 'ee_build_arg_defaults']);
}

function itemHead({ name, description, settings }: ExportSource): string[] {
  const [tag] = settings.tags;
  const image = settings.repository?.split('/').at(-1) ?? name;
  return [
    `name: ${printInline(image, { isFlow: false })}`,
    ...(description === '' ? [] : [`description: ${printInline(description, { isFlow: false })}`]),
    ...(tag === undefined ? [] : [`tag: ${printInline(tag, { isFlow: false })}`]),
    ...(settings.tags.length > 1 ? [printEntry('tags', [...settings.tags], 0, LAYOUT)] : []),
  ];
}

function itemSections(sections: ReadonlyMap<string, string>, definition: DefinitionV3): string[] {
  const texts = ITEM_KEYS.flatMap(([key, itemKey]) => {
    const value = definition[key];
    if (value === undefined || Object.keys(value).length === 0) return [];
    if (key === 'additional_build_steps' && hasTextSteps(definition)) return [printEntry(itemKey, stepLists(definition), 0, LAYOUT)];
    return [renamed(sections.get(key) ?? '', key, itemKey)];
  });
  const hasImage = Object.keys(definition.images ?? {}).length > 0;
  return hasImage ? texts : [printEntry('images', { base_image: { name: DEFAULT_BASE } }, 0, LAYOUT), ...texts];
}

function renamed(section: string, from: string, to: string): string {
  return section.replace(new RegExp(`^(["']?)${from}\\1(\\s*:)`, 'm'), `${to}$2`);
}

function hasTextSteps({ additional_build_steps: steps = {} }: DefinitionV3): boolean {
  return Object.values(steps).some((step) => typeof step === 'string');
}

/** The role's template breaks steps that are one text: as a list of their lines they give the same Containerfile. */
function stepLists({ additional_build_steps: steps = {} }: DefinitionV3): EditValue {
  return Object.fromEntries(Object.entries(steps).map(([hook, step]) => [hook, typeof step === 'string' ? splitLines(strip(step)) : (step ?? [])]));
}

function buildItems({ files }: ExportSource): string[] {
  return files.length === 0 ? [] : [printEntry('build_items', files.map(({ path }) => path), 0, LAYOUT)];
}

function destination({ settings }: ExportSource): string[] {
  if (settings.repository === null) return ['# ee_registry_dest: registry.example/namespace', 'ee_image_push: false'];
  return [`ee_registry_dest: ${printInline(settings.repository.split('/').slice(0, -1).join('/'), { isFlow: false })}`];
}

function secretVariables({ hasPullCredential, hasPushCredential }: ExportSource['settings']): { name: string; supplied: string }[] {
  const pull = ['username', 'password'].map((part) => ({ name: `ee_base_registry_${part}`, supplied: `base_registry_${part}` }));
  const push = ['username', 'password'].map((part) => ({ name: `ee_registry_${part}`, supplied: `registry_${part}` }));
  return [...(hasPullCredential ? pull : []), ...(hasPushCredential ? push : [])];
}
