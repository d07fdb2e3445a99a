import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { ExportSource, ExportedFile } from '#lib/ee/export/types.ts';
import { baseName, definitionName, folderOf, isDefinitionName } from '#lib/ee/import/names.ts';
import type { CommandIo } from './command.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { listFiles, readBytes, readInput } from './files.ts';
import type { OutputFile } from './write-files.ts';

export interface DefinitionInput {
  readonly text: string;
  readonly folder: string | null;
  readonly source: ExportSource;
}

/** A definition with the files beside it, as an export takes it. */
export async function readDefinition(io: CommandIo, name: string, settings: Partial<ExportSource['settings']> & { readonly name?: string | undefined } = {}): Promise<DefinitionInput> {
  const { text, folder } = await readInput(io, name);
  if (text === null) throw new CommandError(`${name}: the file is not UTF-8 text. Save it as UTF-8.`, EXIT.findings);
  const own = baseName(name);
  const paths = folder === null ? [] : (await listFiles(folder)).filter((path) => path !== own && !path.startsWith('context/'));
  const files = await Promise.all(paths.map(async (path) => ({ path, executable: await isExecutable(join(folder ?? '', path)) })));
  const { name: given, ...rest } = settings;
  return {
    text,
    folder,
    source: {
      name: given ?? nameOf(folder, own) ?? 'ee',
      description: '',
      text,
      files,
      settings: { repository: null, tags: [], hasPullCredential: false, hasPushCredential: false, ...rest },
    },
  };
}

function nameOf(folder: string | null, file: string): string | null {
  if (!isDefinitionName(file) && file !== '-') return definitionName(file.replace(/\.ya?ml$/, ''));
  return folder === null ? null : definitionName(baseName(folderOf(`${folder}/`).slice(0, -1)));
}

async function isExecutable(path: string): Promise<boolean> {
  return stat(path).then(({ mode }) => (mode & 0o111) !== 0, () => false);
}

/** Exported files with their bytes. */
export async function withContent(files: readonly ExportedFile[], folder: string | null): Promise<OutputFile[]> {
  return Promise.all(
    files.map(async ({ path, mode, source }) => {
      const content = source.kind === 'text' ? new TextEncoder().encode(source.text) : await readBytes(join(folder ?? '', source.path), source.path);
      return { path, mode, content };
    }),
  );
}
