import type { Actor } from '#lib/contract/common.ts';
import type { Definition, Revision } from '#lib/contract/definitions.ts';
import type { ExportQuery } from '#lib/contract/exports.ts';
import { SCRIPTS_FOLDER } from '#lib/ee/export/context.ts';
import { exportDefinition } from '#lib/ee/export/export.ts';
import type { ExportedFile, ExportSource } from '#lib/ee/export/types.ts';
import { blobFile } from '#lib/server/blobs/file.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { getRevision } from '#lib/server/revisions/get.ts';
import { findBuilderScripts } from './export-scripts.ts';
import { getDefinition } from './get.ts';

export interface DefinitionExport {
  readonly name: string;
  readonly entries: readonly ExportEntry[];
}

/** A file of the archive: its bytes, or the file on disk that has them. */
export type ExportEntry = { readonly path: string; readonly mode: number } & ({ readonly content: Uint8Array } | { readonly file: string });

/** The files of a definition as an archive takes them. Credentials are variables to be supplied, never values. */
export async function exportDefinitionFiles(actor: Actor, id: string, { as, revision: number }: ExportQuery): Promise<DefinitionExport> {
  const definition = await getDefinition(actor, id);
  const revision = number === undefined ? definition.head : await getRevision(actor, id, number);
  const result = exportDefinition(as, sourceOf(definition, revision));
  if (!result.ok) throw new ServiceError('invalid_definition', result.message);
  const entries = result.files.map((file) => entryOf(file, revision));
  if (as !== 'containerfile') return { name: definition.name, entries };
  const scripts = await findBuilderScripts(actor);
  const notice = { path: 'README.txt', mode: 0o644, content: new TextEncoder().encode(`${result.notes.join('\n')}\n`) };
  const own = scripts.map(({ name, mode, content }) => ({ path: `${SCRIPTS_FOLDER}/${name}`, mode, content }));
  return { name: definition.name, entries: [...entries, ...(own.length === 0 ? [notice] : own)] };
}

function sourceOf({ name, description, defaultRepository }: Definition, { text, files, settings }: Revision): ExportSource {
  return {
    name,
    description,
    text,
    files,
    settings: {
      repository: settings.repository ?? defaultRepository,
      tags: settings.tags,
      hasPullCredential: settings.pullCredentialIds.length > 0,
      hasPushCredential: settings.pushCredentialId !== null,
    },
  };
}

function entryOf({ path, mode, source }: ExportedFile, { files }: Revision): ExportEntry {
  if (source.kind === 'text') return { path, mode, content: new TextEncoder().encode(source.text) };
  const file = files.find((each) => each.path === source.path);
  if (file === undefined) throw new Error(`The export names ${source.path}, which the revision does not have.`);
  return { path, mode, file: blobFile(file.sha256) };
}
