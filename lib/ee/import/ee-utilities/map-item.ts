import { editDefinition } from '#lib/ee/edit/edit.ts';
import { formatDefinition } from '#lib/ee/format/format.ts';
import { definitionText, type Section } from '#lib/ee/import/definition-text.ts';
import type { ItemContext } from '#lib/ee/import/ee-utilities/item-context.ts';
import { hasJinja } from '#lib/ee/import/ee-utilities/jinja.ts';
import { isLegacyItem, legacySections } from '#lib/ee/import/ee-utilities/legacy-item.ts';
import { filledValue, takeSection } from '#lib/ee/import/ee-utilities/section-text.ts';
import { isTrue, type Variable } from '#lib/ee/import/ee-utilities/variables.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import type { EditValue } from '#lib/ee/yaml/print.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import { entryOf, toPlain, type MapEntry, type MapTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

const HUB_FILE = { src: 'ansible.cfg', dest: 'configs' };
const HUB_STEP = 'ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg';

/** The definition that the role's template renders for an item of `ee_list`. */
export function definitionOf(context: ItemContext): string {
  const { item, variables } = context;
  const sections = [
    ...scalarVariable(context, 'ee_version', 'version'),
    ...imageSections(context),
    ...itemSection(context, 'dependencies', 'dependencies'),
    ...itemSection(context, 'build_files', 'additional_build_files'),
    ...itemSection(context, 'build_steps', 'additional_build_steps'),
    ...variableSection(context, 'ee_build_arg_defaults', 'build_arg_defaults'),
    ...optionSections(context),
  ];
  if (isLegacyItem(item)) sections.push(...legacySections(context).filter(({ key }) => !sections.some((section) => section.key === key)));
  const text = definitionText(sections);
  return isTrue(variables, 'ee_pull_collections_from_hub') ? withHub(text) : text;
}

function optionSections(context: ItemContext): Section[] {
  const own = itemSection(context, 'options', 'options');
  const isNamed = entryOf(context.item, 'options') !== null;
  return own.length > 0 || isNamed ? own : variableSection(context, 'ee_build_options', 'options');
}

function imageSections(context: ItemContext): Section[] {
  const own = itemSection(context, 'images', 'images');
  if (own.length > 0) return own;
  const legacyKey = isLegacyItem(context.item) && entryOf(context.item, 'base_image') === null ? 'ee_base_image' : 'base_image';
  const name = textValue(context, legacyKey, 'ee_base_image', 'images.base_image.name');
  const signature = textValue(context, 'base_sig_name', 'ee_base_sig_name', 'images.base_image.signature_original_name');
  const image = { ...(name === null ? {} : { name }), ...(signature === null ? {} : { signature_original_name: signature }) };
  return [{ key: 'images', value: { base_image: image } }];
}

function textValue({ item, yaml, variables, filler }: ItemContext, itemKey: string, variableName: string, place: string): string | null {
  const own = entryOf(item, itemKey)?.value;
  const variable = variables.get(variableName);
  const [source, value] = own === undefined ? [variable?.yaml ?? yaml, variable?.value] : [yaml, own];
  if (value?.kind !== 'scalar' || value.scalar.type === 'null') return null;
  return source.unsafe.has(value.span.start) ? value.source : filler.fill(value.source, place);
}

/** A key of the item, when it is there and not empty. */
function itemSection(context: ItemContext, itemKey: string, key: string): Section[] {
  const entry = entryOf(context.item, itemKey);
  return entry === null ? [] : sectionOf({ ...context, parent: context.item, entry, key });
}

function variableSection(context: ItemContext, name: string, key: string): Section[] {
  const variable = context.variables.get(name);
  return variable === undefined ? [] : wholeSection(context, variable, key);
}

interface SectionSource extends ItemContext {
  readonly parent: MapTree;
  readonly entry: MapEntry;
  readonly key: string;
}

function sectionOf(source: SectionSource): Section[] {
  const { entry, yaml, filler, key, parent } = source;
  const { value } = entry;
  if (value.kind === 'scalar' && hasJinja(value.source) && !yaml.unsafe.has(value.span.start)) return computedSection(source, value.source, key);
  return isEmpty(value) ? [] : [takeSection({ yaml, filler, parent, entry, key })];
}

/** A variable that holds a whole section: its value, without the layout of its file. */
function wholeSection(context: ItemContext, variable: Variable, key: string): Section[] {
  const { value, yaml } = variable;
  if (value.kind === 'scalar' && hasJinja(value.source)) return computedSection(context, value.source, key);
  return isEmpty(value) ? [] : [{ key, value: filledValue(yaml, context.filler, value, key) }];
}

/** `{{ … }}` in place of a whole list or mapping. */
function computedSection(context: ItemContext, expression: string, key: string): Section[] {
  const variable = context.filler.variableOf(expression);
  if (variable !== null && !(variable.value.kind === 'scalar' && hasJinja(variable.value.source))) return wholeSection(context, variable, key);
  const answer = context.filler.yamlAnswer(expression, key);
  const root = answer === null ? null : constructTree(readYamlSource(answer)).root;
  return root === null || isEmpty(root) ? [] : [{ key, value: toPlain(root) as EditValue }];
}

function isEmpty(value: YamlTree): boolean {
  if (value.kind === 'map') return value.entries.length === 0;
  if (value.kind === 'sequence') return value.items.length === 0;
  return value.scalar.value === null || value.source === '';
}

function scalarVariable(context: ItemContext, name: string, key: string): Section[] {
  const value = context.variables.get(name)?.value;
  if (value?.kind !== 'scalar') return [];
  const filled = context.filler.fill(value.source, key);
  return [{ key, value: /^\d+(?:\.\d+)?$/.test(filled) ? Number(filled) : filled }];
}

/** The role's way to a private hub: an ansible.cfg beside the definition, copied in the Galaxy stage. */
function withHub(text: string): string {
  const files = editDefinition(text, { kind: 'insert', path: ['additional_build_files'], value: HUB_FILE });
  const withFile = files.ok ? files.text : text;
  const step = editDefinition(withFile, { kind: 'insert', path: ['additional_build_steps', 'prepend_galaxy'], value: HUB_STEP });
  const result = step.ok ? step.text : withFile;
  const formatted = formatDefinition(result);
  return formatted.ok ? formatted.text : result;
}
