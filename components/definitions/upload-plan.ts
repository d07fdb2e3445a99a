import { RelativePath } from '#lib/contract/common.ts';
import type { Credential } from '#lib/contract/credentials.ts';
import { DefinitionName, MAX_DEFINITION_BYTES, Repository, Tag, type RevisionSettings } from '#lib/contract/definitions.ts';
import type { ImportOptions } from '#lib/ee/import/import.ts';
import type { CredentialReference, ImportedDefinition, ImportNote } from '#lib/ee/import/types.ts';
import { parseDefinition } from '#lib/ee/parse.ts';

const MAX_FILES = 500;

/** A definition that an import would make, as the page shows it. */
export interface UploadRow {
  /** Its place in the plan: stays when the name is changed. */
  readonly index: number;
  readonly definition: ImportedDefinition;
  readonly name: string;
  readonly isChosen: boolean;
  /** Why it cannot be created. */
  readonly problems: readonly string[];
  readonly notes: readonly ImportNote[];
}

export interface UploadChoices {
  /** Names that were typed, by index. */
  readonly names: Readonly<Record<number, string>>;
  /** Indexes of rows that are not wanted. */
  readonly leftOut: ReadonlySet<number>;
}

export function uploadRows(definitions: readonly ImportedDefinition[], { names, leftOut }: UploadChoices): UploadRow[] {
  const named = definitions.map((definition, index) => ({ definition, index, name: names[index] ?? definition.name, isChosen: !leftOut.has(index) }));
  return named.map((row) => {
    const isTaken = named.some((other) => other !== row && other.isChosen && other.name === row.name);
    return { ...row, problems: [...nameProblems(row.name, isTaken), ...contentProblems(row.definition)], notes: [...row.definition.notes, ...settingNotes(row.definition)] };
  });
}

function nameProblems(name: string, isTaken: boolean): string[] {
  const checked = DefinitionName.safeParse(name);
  if (!checked.success) return [checked.error.issues[0]?.message ?? 'Give a name.'];
  return isTaken ? [`Two definitions here are called ${name}.`] : [];
}

function contentProblems({ text, files }: ImportedDefinition): string[] {
  const problems = files.filter(({ path }) => !RelativePath.safeParse(path).success).map(({ path }) => `${path} has a name that cannot be used.`);
  if (files.length > MAX_FILES) problems.push(`At most ${MAX_FILES} files can lie beside a definition; these are ${files.length}.`);
  if (new Blob([text]).size > MAX_DEFINITION_BYTES) problems.push(`The definition is larger than ${MAX_DEFINITION_BYTES / 1024} KiB. Move long lists into files beside it.`);
  return problems;
}

/** Destination and tags that cannot be taken over as they are. */
function settingNotes({ settings }: ImportedDefinition): ImportNote[] {
  const repository = settings.repository !== null && !Repository.safeParse(settings.repository).success ? [`The destination ${settings.repository} cannot be used: ${Repository.safeParse(settings.repository).error?.issues[0]?.message ?? ''}`] : [];
  const tags = settings.tags.filter((tag) => !Tag.safeParse(tag).success).map((tag) => `The tag ${tag} cannot be used: letters, digits, ".", "_" and "-".`);
  return [...repository, ...tags].map((message) => ({ severity: 'warning', code: 'setting', message, file: null, line: null }));
}

/** The settings of the new definition: destination, tags, and the stored credentials for the hosts that it needs. */
export function importedSettings({ settings, credentials }: ImportedDefinition, stored: readonly Credential[]): Partial<RevisionSettings> {
  const repository = Repository.safeParse(settings.repository);
  const idsFor = (use: CredentialReference['use']) => credentials.filter((reference) => reference.use === use).flatMap((reference) => credentialFor(reference, stored)?.id ?? []);
  const [push = null] = idsFor('push');
  return {
    repository: repository.success ? repository.data : null,
    tags: settings.tags.filter((tag) => Tag.safeParse(tag).success),
    pullCredentialIds: idsFor('pull'),
    pushCredentialId: push,
    galaxyCredentialIds: idsFor('galaxy'),
  };
}

/** The stored credential that a reference means: the one for its host. */
export function credentialFor({ use, host }: CredentialReference, stored: readonly Credential[]): Credential | null {
  if (host === null) return null;
  const kind = use === 'galaxy' ? 'galaxy' : 'registry';
  const plain = (address: string) => address.replace(/\/+$/, '');
  return stored.find((credential) => credential.kind === kind && plain(credential.host) === plain(host)) ?? null;
}

/** Base image and options of drafts: those of the text that a blank definition starts with. */
export function draftOptions(blank: string): ImportOptions {
  const { model } = parseDefinition(blank);
  if (model?.version !== 3) return { baseImage: '' };
  const { images, options = {} } = model.definition;
  const own = Object.entries(options).filter((entry): entry is [string, string | boolean] => typeof entry[1] === 'string' || typeof entry[1] === 'boolean');
  return { baseImage: images?.base_image?.name ?? '', options: Object.fromEntries(own) };
}
