import type { Path } from '#lib/ee/diagnostic.ts';
import { FormReader } from '#lib/ee/form/form-reader.ts';
import {
  FORM_SWITCH_PATHS,
  FORM_TEXT_PATHS,
  type BuildFileEntry,
  type FormField,
  type FormState,
  type FormSwitchName,
  type FormTextName,
} from '#lib/ee/form/state.ts';
import { parseDefinition, type ParsedDefinition } from '#lib/ee/parse.ts';
import { readCollection, readRole } from '#lib/ee/requirements/galaxy.ts';
import { HOOKS, type Hook } from '#lib/ee/schema/common.ts';
import { definitionVersion } from '#lib/ee/schema/version.ts';
import { UnprintableValue, type PlainValue } from '#lib/ee/yaml/tree.ts';

/** What the form shows of a text. Give `parsed` where the text has been parsed already. */
export function readForm(text: string, parsed: ParsedDefinition = parseDefinition(text)): FormState {
  const { root, source } = parsed.document;
  const problem = parsed.diagnostics.find(({ code }) => /^(?:yaml-|too-)/.test(code)) ?? null;
  const isReadOnly = source === null || problem !== null;
  const reader = new FormReader(text, isReadOnly ? null : root);
  const version = definitionVersion(isReadOnly ? null : root);
  const schemaVersion = version.ok ? version.version : null;
  return {
    isReadOnly,
    problem: isReadOnly && problem !== null ? { message: problem.message, range: problem.range } : null,
    schemaVersion: isReadOnly ? null : schemaVersion,
    version: reader.field(['version'], asNumber),
    baseImage: reader.field(imagePath(schemaVersion, 'base_image'), asText),
    builderImage: reader.field(imagePath(schemaVersion, 'builder_image'), asText),
    ...dependencies(reader),
    files: reader.list(['additional_build_files'], asBuildFile),
    steps: steps(reader, schemaVersion),
    tags: reader.list(['options', 'tags'], asText),
    exclude: {
      python: reader.list(['dependencies', 'exclude', 'python'], asText),
      system: reader.list(['dependencies', 'exclude', 'system'], asText),
      allFromCollections: reader.list(['dependencies', 'exclude', 'all_from_collections'], asText),
    },
    texts: fields<FormTextName, string>(reader, FORM_TEXT_PATHS, asText),
    switches: fields<FormSwitchName, boolean>(reader, FORM_SWITCH_PATHS, asBoolean),
  };
}

function imagePath(version: number | null, image: 'base_image' | 'builder_image'): Path {
  return version === 1 ? ['build_arg_defaults', `EE_${image.toUpperCase()}`] : ['images', image, 'name'];
}

function dependencies(reader: FormReader): Pick<FormState, 'python' | 'system' | 'collections' | 'roles'> {
  return {
    python: reader.lineList(['dependencies', 'python']),
    system: reader.lineList(['dependencies', 'system']),
    collections: reader.galaxyList('collections', readCollection),
    roles: reader.galaxyList('roles', readRole),
  };
}

function steps(reader: FormReader, version: number | null): FormState['steps'] {
  const hooks = HOOKS.map((hook): [Hook, FormState['steps'][Hook]] => [hook, reader.steps(stepsPath(hook, version))]);
  return Object.fromEntries(hooks) as FormState['steps'];
}

function stepsPath(hook: Hook, version: number | null): Path {
  const isLegacy = version === 1 || version === 2;
  const legacyName = hook === 'prepend_final' ? 'prepend' : hook === 'append_final' ? 'append' : hook;
  return ['additional_build_steps', isLegacy ? legacyName : hook];
}

function fields<Name extends string, T>(reader: FormReader, paths: Record<Name, Path>, read: (value: PlainValue) => T | null): Record<Name, FormField<T>> {
  const entries = Object.entries<Path>(paths).map(([name, path]) => [name, reader.field(path, read)]);
  return Object.fromEntries(entries) as Record<Name, FormField<T>>;
}

function asText(value: PlainValue): string | null {
  return typeof value === 'string' ? value : null;
}

function asNumber(value: PlainValue): number | null {
  return typeof value === 'number' ? value : null;
}

function asBoolean(value: PlainValue): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function asBuildFile(value: PlainValue): BuildFileEntry | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof UnprintableValue) return null;
  return { src: asText(value['src'] ?? null), dest: asText(value['dest'] ?? null) };
}
