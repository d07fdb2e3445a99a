import type { AnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import { readAnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import { credentialsOf, hubConfig, hubServers } from '#lib/ee/import/ee-utilities/credentials.ts';
import { filesOf } from '#lib/ee/import/ee-utilities/item-files.ts';
import type { ItemContext } from '#lib/ee/import/ee-utilities/item-context.ts';
import { itemNotes } from '#lib/ee/import/ee-utilities/item-notes.ts';
import { repositoryOf, tagsOf } from '#lib/ee/import/ee-utilities/item-settings.ts';
import { hasJinja, JinjaFiller } from '#lib/ee/import/ee-utilities/jinja.ts';
import { definitionOf } from '#lib/ee/import/ee-utilities/map-item.ts';
import { note } from '#lib/ee/import/ee-utilities/note.ts';
import { findScopes, type EeListScope } from '#lib/ee/import/ee-utilities/scopes.ts';
import { variableNotes } from '#lib/ee/import/ee-utilities/variable-notes.ts';
import { isTrue, withDefaults, type Variables } from '#lib/ee/import/ee-utilities/variables.ts';
import { definitionName } from '#lib/ee/import/names.ts';
import { skippedDefinition } from '#lib/ee/import/ee-utilities/skipped-item.ts';
import type { Answers, ImportedDefinition, ImportFile, ImportNote, ImportPlan } from '#lib/ee/import/types.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { entryOf, toPlain, type MapTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

interface Source {
  readonly file: ImportFile;
  readonly yaml: AnsibleYaml;
}

/** Whether a YAML text concerns the role ee_builder: it gives an `ee_list`, calls the role, or sets its variables. */
export function isEeUtilities(text: string): boolean {
  return /^[ \t-]*(?:ee_list|ee_base_image|ee_registry_dest|ee_pull_collections_from_hub|ee_base_registry_username)\s*:|ee_builder\b/m.test(text);
}

/** Playbooks and vars files for infra.ee_utilities.ee_builder: one definition for each item of each `ee_list`. */
export function importEeUtilities(files: readonly ImportFile[], all: readonly ImportFile[], answers: Answers): ImportPlan {
  const sources = files.map((file): Source => ({ file, yaml: readAnsibleYaml(file.text ?? '') }));
  const unreadable = sources.flatMap(({ file, yaml }) => yaml.problems.slice(0, 1).map(({ message, start }) => note('error', 'yaml-syntax', message, { yaml, file: file.path, offset: start })));
  const scopes = sources.filter(({ yaml }) => yaml.problems.length === 0).map(({ file, yaml }) => ({ file, found: findScopes(yaml, file.path) }));
  const shared = scopes.filter(({ found }) => found.lists.length === 0).flatMap(({ found }) => [...found.variables]);
  const plans = scopes.flatMap(({ found }) => found.lists.map((scope) => importList({ ...scope, variables: new Map([...shared, ...scope.variables]) }, all, answers)));
  const definitions = plans.flatMap((plan) => plan.definitions);
  const notes = [...unreadable, ...plans.flatMap((plan) => plan.notes)];
  if (plans.length === 0) notes.push(...scopes.map(({ file, found }) => noList(file, found.callsRole)));
  return { definitions, notes };
}

function noList(file: ImportFile, callsRole: boolean): ImportNote {
  const message = callsRole
    ? 'The playbook calls the role ee_builder, but its ee_list comes from another file. Import the file with ee_list together with it.'
    : 'There is no ee_list here. Import the file that has it.';
  return { severity: 'error', code: 'no-ee-list', message, file: file.path, line: null };
}

function importList({ list, variables: given }: EeListScope, all: readonly ImportFile[], answers: Answers): ImportPlan {
  const { yaml, file, value } = list;
  const variables = withDefaults(given);
  const notes = variableNotes(variables);
  if (value.kind === 'scalar' && hasJinja(value.source)) {
    const message = `ee_list is computed when the playbook runs (${value.source.trim().slice(0, 200)}). Import a file with the list itself.`;
    return { definitions: [], notes: [...notes, note('error', 'computed-list', message, list)] };
  }
  if (value.kind !== 'sequence') return { definitions: [], notes: [...notes, note('error', 'no-ee-list', 'ee_list is not a list.', list)] };
  if (value.items.length === 0) return { definitions: [], notes: [...notes, note('warning', 'empty-list', 'ee_list is empty.', list)] };
  const results = value.items.map((item, index) => importItem({ item, index, yaml, file, variables, all, answers }));
  return { definitions: results.filter((result) => result !== null), notes };
}

interface ItemQuestion {
  readonly item: YamlTree;
  readonly index: number;
  readonly yaml: AnsibleYaml;
  readonly file: string;
  readonly variables: Variables;
  readonly all: readonly ImportFile[];
  readonly answers: Answers;
}

function importItem(question: ItemQuestion): ImportedDefinition | null {
  const { item, index, yaml, file, variables, answers } = question;
  if (item.kind !== 'map') return null;
  const filler = new JinjaFiller(variables, answers);
  const context = { item, yaml, variables, filler };
  const fullName = filler.fill(textOf(item, 'name') ?? textOf(item, 'ee_name') ?? '', 'name');
  const { text, files, notes } = isTrueText(textOf(item, 'skip_generation')) ? skippedContent(context, question) : generatedContent(context, question);
  const repository = repositoryOf(context, fullName);
  return {
    kind: 'ee_utilities',
    name: shortName(fullName) ?? `ee-${String(index + 1)}`,
    description: descriptionOf(item, filler),
    text,
    files,
    settings: { repository, tags: tagsOf(context) },
    credentials: credentialsOf({ variables, filler, baseImage: baseImageOf(text), repository }),
    placeholders: filler.placeholders,
    notes: [...notes, ...itemNotes(yaml, file, item), ...openNotes(filler)],
  };
}

type Content = Pick<ImportedDefinition, 'text' | 'files' | 'notes'>;

function generatedContent(context: ItemContext, { file, all, variables }: ItemQuestion): Content {
  const text = definitionOf(context);
  const files = filesOf(context, file, all, text);
  if (!isTrue(variables, 'ee_pull_collections_from_hub')) return { text, files, notes: [] };
  const hub = hubFiles(context);
  return { text, files: [...files.filter(({ path }) => !hub.files.some((own) => own.path === path)), ...hub.files], notes: hub.notes };
}

function skippedContent(context: ItemContext, { yaml, file, all, item }: ItemQuestion): Content {
  const { text, files, notes } = skippedDefinition(all, { yaml, file, offset: item.span.start });
  return { text: text ?? definitionOf(context), files: files ?? [], notes };
}

/** The last part of a name; of one that is not filled in, the names of its variables. */
function shortName(fullName: string): string | null {
  return definitionName(hasJinja(fullName) ? fullName.replace(/\{\{|\}\}/g, '') : (fullName.split('/').at(-1) ?? ''));
}

function hubFiles({ variables, filler }: { variables: Variables; filler: JinjaFiller }): Pick<ImportedDefinition, 'files' | 'notes'> {
  const message = "The role's ansible.cfg is written without its token: choose a Galaxy credential for the hub in the settings. With such a credential you can also remove the file and its step.";
  return { files: [{ path: 'ansible.cfg', source: { kind: 'text', text: hubConfig(hubServers(variables, filler)) } }], notes: [note('info', 'hub', message)] };
}

function openNotes(filler: JinjaFiller): ImportNote[] {
  return filler.placeholders
    .filter(({ isSecret, places }) => isSecret && places.some((place) => place.includes('.')))
    .map(({ name, places }) => note('warning', 'secret-in-definition', `${places.join(', ')} would hold the secret ${name}. A secret in a definition ends in the image: use a credential.`));
}

function descriptionOf(item: MapTree, filler: JinjaFiller): string {
  const parts = [textOf(item, 'alt_name'), textOf(item, 'description')].filter((part) => part !== null && part !== '');
  return parts.map((part) => filler.fill(part ?? '', 'description')).join(': ').slice(0, 500);
}

function baseImageOf(text: string): string {
  const root = parseDefinition(text).document.root;
  const plain = root === null ? {} : (toPlain(root) as { images?: { base_image?: { name?: unknown } } });
  const name = plain.images?.base_image?.name;
  return typeof name === 'string' ? name : '';
}

function textOf(item: MapTree, key: string): string | null {
  const value = entryOf(item, key)?.value;
  return value?.kind === 'scalar' && value.scalar.type !== 'null' ? value.source : null;
}

function isTrueText(text: string | null): boolean {
  return text !== null && /^(?:true|yes|on)$/i.test(text);
}
