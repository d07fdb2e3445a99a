import { matchesName } from '#lib/ee/containerfile/name-pattern.ts';

/** What a pattern of additional_build_files matches, as Python's Path.glob finds it in a folder. */
export interface GlobMatches {
  readonly files: readonly string[];
  /** Folders that match; the folder of the definition itself is ''. */
  readonly folders: readonly string[];
}

/** `files` are the paths below the folder, relative with `/`; folders are known by their files only. */
export function matchGlob(pattern: string, files: readonly string[]): GlobMatches {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  const folders = [...new Set(files.flatMap(foldersOf))];
  return {
    files: parts.at(-1) === '**' ? [] : files.filter((file) => matchesPath(parts, file.split('/'))),
    folders: folders.filter((folder) => matchesPath(parts, folder === '' ? [] : folder.split('/'))),
  };
}

function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** `reachable[n]`: the pattern so far matches the first n names. */
function matchesPath(parts: readonly string[], names: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const length of reachable) {
      const name = names[length];
      if (part !== '**' && name !== undefined && matchesName(part, name)) next.add(length + 1);
      for (let end = length; part === '**' && end <= names.length; end += 1) next.add(end);
    }
    reachable = next;
  }
  return reachable.has(names.length);
}
