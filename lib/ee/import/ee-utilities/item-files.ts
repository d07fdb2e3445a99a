import { matchGlob } from '#lib/ee/containerfile/glob.ts';
import { normalizePath } from '#lib/ee/galaxy/requirements.ts';
import type { ItemContext } from '#lib/ee/import/ee-utilities/item-context.ts';
import { baseName, folderOf } from '#lib/ee/import/names.ts';
import type { ImportedFile, ImportFile } from '#lib/ee/import/types.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { entryOf } from '#lib/ee/yaml/tree.ts';

/** The files that an item names (build_items, build_files, requirement files), as far as they were given. */
export function filesOf({ item, filler }: ItemContext, listFile: string, all: readonly ImportFile[], text: string): ImportedFile[] {
  const folder = folderOf(listFile);
  const named = [...buildItems(item, (value) => filler.fill(value, 'build_items')), ...namedBy(text)];
  const files = new Map<string, ImportedFile>();
  for (const path of named) {
    for (const file of [...below(all, folder, path), ...below(all, '', path)]) {
      if (!files.has(file.path)) files.set(file.path, file);
    }
  }
  return [...files.values()];
}

function buildItems(item: ItemContext['item'], fill: (text: string) => string): string[] {
  const value = entryOf(item, 'build_items')?.value;
  if (value?.kind !== 'sequence') return [];
  return value.items.flatMap((each) => {
    const source = each.kind === 'map' ? entryOf(each, 'src')?.value : each;
    return source?.kind === 'scalar' ? [fill(source.source)] : [];
  });
}

function namedBy(text: string): string[] {
  const { model } = parseDefinition(text);
  if (model?.version !== 3) return [];
  const { dependencies, additional_build_files: files = [] } = model.definition;
  const paths = [dependencies?.galaxy, dependencies?.python, dependencies?.system].filter((path): path is string => typeof path === 'string' && !path.includes('\n'));
  return [...paths, ...files.map(({ src }) => src)];
}

/** What of the given files lies at a path (a file, a folder, a pattern) of a folder. */
function below(all: readonly ImportFile[], folder: string, path: string): ImportedFile[] {
  if (path === '' || path.startsWith('/') || path.includes('..')) return [];
  const inFolder = all.filter((file) => file.path.startsWith(folder)).map((file) => ({ file, name: file.path.slice(folder.length) }));
  const { files, folders } = matchGlob(normalizePath(path), inFolder.map(({ name }) => name));
  return inFolder
    .filter(({ name }) => files.includes(name) || folders.some((each) => each !== '' && name.startsWith(`${each}/`)))
    .map(({ file, name }) => ({ path: name === '' ? baseName(file.path) : name, source: { kind: 'input', path: file.path } }));
}
