import { importEeUtilities } from '#lib/ee/import/ee-utilities/import.ts';
import { folderDefinition } from '#lib/ee/import/folder.ts';
import { ImageContents, imageDraft } from '#lib/ee/import/image.ts';
import { baseName, definitionName, distinctNames, folderOf, isDefinitionName } from '#lib/ee/import/names.ts';
import { roleOf, type FileRole } from '#lib/ee/import/recognise.ts';
import { requirementsDraft, type DraftOptions } from '#lib/ee/import/requirements.ts';
import type { Answers, ImportedDefinition, ImportFile, ImportNote, ImportPlan } from '#lib/ee/import/types.ts';

export interface ImportOptions extends DraftOptions {
  /** Values of placeholders by name. */
  readonly answers?: Answers;
  /** For the contents of an image: those of its base. */
  readonly baseContents?: ImageContents;
}

/**
 * Finds out what the files are and what definitions they make: definitions with the files beside them, playbooks
 * and vars files for ee_utilities, requirement files, contents of an image. Nothing is lost in silence: what
 * cannot be mapped is a note.
 */
export function planImport(given: readonly ImportFile[], options: ImportOptions): ImportPlan {
  const roles = new Map(given.map((file) => [file, roleOf(file)]));
  const files = given.filter((file) => roles.get(file) !== 'ignored');
  const of = (role: FileRole) => files.filter((file) => roles.get(file) === role);
  const playbooks = outermost(of('ee_utilities'), of('definition'));
  const utilities = playbooks.length === 0 ? { definitions: [], notes: [] } : importEeUtilities(playbooks, files, options.answers ?? {});
  const folders = definitionsOf(of('definition'), files).filter(({ text }) => !utilities.definitions.some((made) => made.text === text));
  const images = of('image').map((file) => fromImage(file, options));
  const made = [...folders, ...utilities.definitions, ...images];
  const drafts = made.length > 0 ? [] : requirementDrafts({ galaxy: of('galaxy'), python: of('python'), system: of('system') }, options);
  const definitions = distinctNames([...made, ...drafts]);
  const notes = [...utilities.notes, ...unusedNotes(files, definitions, playbooks), ...nothingNote(definitions, utilities.notes)];
  return { definitions, notes: [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()] };
}

/** Files of a definition's folder belong to it, also when they mention ee_builder. */
function outermost(playbooks: readonly ImportFile[], definitions: readonly ImportFile[]): ImportFile[] {
  return playbooks.filter(({ path, text }) => /^\s*(?:- )?ee_list\s*:/m.test(text ?? '') || definitions.every((definition) => !path.startsWith(folderOf(definition.path))));
}

/** A YAML file that merely looks like a definition belongs to the one that is called so in its folder or above. */
function definitionsOf(candidates: readonly ImportFile[], files: readonly ImportFile[]): ImportedDefinition[] {
  const named = candidates.filter(({ path }) => isDefinitionName(path));
  const others = candidates.filter((file) => !named.includes(file) && !named.some(({ path }) => file.path.startsWith(folderOf(path))));
  const definitions = [...named, ...others];
  return definitions.map((file) => folderDefinition(file, files.filter((other) => !definitions.includes(other) || other === file)));
}

function fromImage(file: ImportFile, options: ImportOptions): ImportedDefinition {
  const contents = ImageContents.parse(JSON.parse(file.text ?? ''));
  const base = options.baseContents;
  return { ...imageDraft(contents, { ...options, ...(base === undefined ? {} : { base }) }), name: definitionName(baseName(file.path).replace(/\.json$/, '')) ?? 'ee' };
}

function requirementDrafts(files: Parameters<typeof requirementsDraft>[0], options: DraftOptions): ImportedDefinition[] {
  const first = [...files.galaxy, ...files.python, ...files.system][0];
  if (first === undefined) return [];
  const draft = requirementsDraft(files, options);
  return [{ ...draft, name: definitionName(baseName(folderOf(first.path).slice(0, -1))) ?? draft.name }];
}

function unusedNotes(files: readonly ImportFile[], definitions: readonly ImportedDefinition[], playbooks: readonly ImportFile[]): ImportNote[] {
  const used = new Set(definitions.flatMap((definition) => definition.files.flatMap(({ source }) => (source.kind === 'input' ? [source.path] : []))));
  const texts = new Set(definitions.map(({ text }) => text));
  const unused = files.filter((file) => !used.has(file.path) && !playbooks.includes(file) && !texts.has(file.text ?? '') && !(definitions.some(({ kind }) => kind === 'image') && /\.json$/.test(file.path)));
  const drafted = definitions.some(({ kind }) => ['python', 'pip-freeze', 'galaxy', 'bindep'].includes(kind));
  return unused
    .filter((file) => !(drafted && ['python', 'galaxy', 'system'].includes(roleOf(file))))
    .map(({ path }) => ({ severity: 'info', code: 'unused-file', message: `${path} is not used.`, file: path, line: null }));
}

function nothingNote(definitions: readonly ImportedDefinition[], notes: readonly ImportNote[]): ImportNote[] {
  if (definitions.length > 0 || notes.some(({ severity }) => severity === 'error')) return [];
  const message = 'Nothing here makes a definition. Give an execution-environment.yml, a playbook or vars file with ee_list, requirements.txt, requirements.yml, bindep.txt, or the contents of an image (JSON).';
  return [{ severity: 'error', code: 'nothing-found', message, file: null, line: null }];
}
