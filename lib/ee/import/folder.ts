import { baseName, definitionName, folderOf, isDefinitionName } from '#lib/ee/import/names.ts';
import type { ImportedDefinition, ImportedFile, ImportFile, ImportNote } from '#lib/ee/import/types.ts';
import { parseDefinition } from '#lib/ee/parse.ts';

const IGNORED = /(?:^|\/)(?:\.git|\.DS_Store|__pycache__|__MACOSX)(?:\/|$)/;
/** What ansible-builder generates; it is generated anew. */
const GENERATED = /^context\/(?:Containerfile|Dockerfile|_build\/)/;

/** What of the given files is not worth a look: version control, caches. */
export function isIgnored(path: string): boolean {
  return IGNORED.test(path);
}

/** A definition with everything that lies in its folder. */
export function folderDefinition(file: ImportFile, all: readonly ImportFile[]): ImportedDefinition {
  const folder = folderOf(file.path);
  const text = file.text ?? '';
  const others = all.filter((other) => other !== file && other.path.startsWith(folder) && !isOfAnother(other.path, folder, all));
  const files = others
    .map((other): ImportedFile => ({ path: other.path.slice(folder.length), source: { kind: 'input', path: other.path } }))
    .filter(({ path }) => !GENERATED.test(path));
  return {
    kind: 'definition',
    name: nameOf(file.path) ?? 'ee',
    description: '',
    text,
    files,
    settings: { repository: null, tags: [] },
    credentials: [],
    placeholders: [],
    notes: notesOf(file, text, files),
  };
}

/** In a folder below that has a definition of its own. */
function isOfAnother(path: string, folder: string, all: readonly ImportFile[]): boolean {
  return all.some((other) => {
    const otherFolder = folderOf(other.path);
    return isDefinitionName(other.path) && otherFolder.length > folder.length && otherFolder.startsWith(folder) && path.startsWith(otherFolder);
  });
}

/** After the folder, or the file where its name says more than what every definition is called. */
function nameOf(path: string): string | null {
  const folder = baseName(folderOf(path).slice(0, -1));
  const ownName = isDefinitionName(path) ? '' : baseName(path).replace(/\.ya?ml$/, '');
  return definitionName(ownName === '' ? folder : ownName);
}

function notesOf(file: ImportFile, text: string, files: readonly ImportedFile[]): ImportNote[] {
  const { diagnostics } = parseDefinition(text, { files: files.map(({ path }) => path) });
  return diagnostics
    .filter(({ severity, refusedBy }) => severity === 'error' || refusedBy !== undefined)
    .map(({ severity, code, message, range }) => ({ severity, code, message, file: file.path, line: range.start.line }));
}
