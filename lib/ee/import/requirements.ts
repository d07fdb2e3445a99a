import { definitionText, type Section } from '#lib/ee/import/definition-text.ts';
import type { ImportedDefinition, ImportFile, ImportKind, ImportNote } from '#lib/ee/import/types.ts';
import { parseSystemLine } from '#lib/ee/requirements/bindep.ts';
import { readGalaxyText } from '#lib/ee/galaxy/requirements.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';

export interface DraftOptions {
  /** Base image of the draft, with tag. */
  readonly baseImage: string;
  /** Options that this base image needs. */
  readonly options?: Readonly<Record<string, string | boolean>>;
}

export interface RequirementFiles {
  readonly python: readonly ImportFile[];
  readonly galaxy: readonly ImportFile[];
  readonly system: readonly ImportFile[];
}

/** A draft around requirement files: they stay files beside it, with every comment. */
export function requirementsDraft({ python, galaxy, system }: RequirementFiles, options: DraftOptions): ImportedDefinition {
  const kinds = { galaxy: 'requirements.yml', python: 'requirements.txt', system: 'bindep.txt' } as const;
  const given = { galaxy, python, system };
  const entries = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) => (given[kind].length === 0 ? [] : [{ kind, path: kinds[kind], files: given[kind] }]));
  const dependencies = Object.fromEntries(entries.map(({ kind, path }) => [kind, path]));
  return {
    kind: kindOf(given),
    name: 'ee',
    description: '',
    text: definitionText([...baseSections(options), { key: 'dependencies', value: dependencies }]),
    files: entries.map(({ path, files }) => ({ path, source: sourceOf(files) })),
    settings: { repository: null, tags: [] },
    credentials: [],
    placeholders: [],
    notes: [...galaxy.flatMap(galaxyNotes), ...python.flatMap(pythonNotes), ...system.flatMap(systemNotes)],
  };
}

export function baseSections({ baseImage, options = {} }: DraftOptions): Section[] {
  const images: Section = { key: 'images', value: { base_image: { name: baseImage } } };
  const version: Section = { key: 'version', value: 3 };
  return Object.keys(options).length === 0 ? [version, images] : [version, images, { key: 'options', value: { ...options } }];
}

function kindOf({ python, galaxy }: RequirementFiles): ImportKind {
  if (galaxy.length > 0) return 'galaxy';
  if (python.length === 0) return 'bindep';
  return python.every((file) => isPipFreeze(file.text ?? '')) ? 'pip-freeze' : 'python';
}

/** Several files of one kind become one, in their order. */
function sourceOf(files: readonly ImportFile[]): ImportedDefinition['files'][number]['source'] {
  const [first] = files;
  if (files.length === 1 && first !== undefined) return { kind: 'input', path: first.path };
  return { kind: 'text', text: files.map(({ path, text }) => `# ${path}\n${(text ?? '').trimEnd()}\n`).join('') };
}

const LOCAL_PACKAGE = / @ file:\/\/|^-e /;

/** What `pip freeze` prints: exact versions and nothing else. */
export function isPipFreeze(text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return lines.length > 0 && lines.every((line) => /^[\w.[\]-]+==\S+$/.test(line) || LOCAL_PACKAGE.test(line) || / @ /.test(line));
}

/** pip freeze names packages of the machine (`name @ file://…`) and checkouts: pip could not install them elsewhere. */
function pythonNotes(file: ImportFile): ImportNote[] {
  return linesOf(file).flatMap(({ text, line }) => {
    if (LOCAL_PACKAGE.test(text)) return [at(file, line, { severity: 'warning', code: 'local-package', message: `"${text}" comes from the machine where this list was made. Replace it by a version.` })];
    const parsed = parsePythonLine(text);
    return parsed.kind === 'invalid' ? [at(file, line, { severity: 'error', code: 'python-requirement', message: parsed.message })] : [];
  });
}

function systemNotes(file: ImportFile): ImportNote[] {
  return linesOf(file).flatMap(({ text, line }) => {
    const parsed = parseSystemLine(text);
    return parsed.kind === 'invalid' ? [at(file, line, { severity: 'error', code: 'system-requirement', message: parsed.message })] : [];
  });
}

function galaxyNotes(file: ImportFile): ImportNote[] {
  return readGalaxyText(file.text ?? '') === null ? [at(file, 1, { severity: 'error', code: 'galaxy-requirement', message: 'The Galaxy requirements cannot be read: they need "collections:" or "roles:".' })] : [];
}

function linesOf(file: ImportFile): { text: string; line: number }[] {
  return (file.text ?? '').split(/\r?\n/).map((text, index) => ({ text, line: index + 1 })).filter(({ text }) => text.trim() !== '');
}

function at(file: ImportFile, line: number, note: Pick<ImportNote, 'severity' | 'code' | 'message'>): ImportNote {
  return { ...note, file: file.path, line };
}
