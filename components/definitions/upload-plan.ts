import { RelativePath } from '#lib/contract/common.ts';

const DEFINITION_NAMES = ['execution-environment.yml', 'execution-environment.yaml'];
const IGNORED = /(^|\/)(\.git|\.DS_Store|__pycache__|context)(\/|$)/;
const MAX_FILES = 500;

export interface UploadEntry {
  /** As the browser gives it: with the chosen folder's name first, or a bare name. */
  readonly path: string;
}

export interface UploadPlan<T extends UploadEntry> {
  readonly definition: T | null;
  /** What lies beside the definition, with its path relative to it. */
  readonly files: readonly { readonly path: string; readonly entry: T }[];
  readonly problems: readonly string[];
}

function depth(path: string): number {
  return path.split('/').length;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function findDefinition<T extends UploadEntry>(entries: readonly T[]): T | null {
  const named = entries.filter((entry) => DEFINITION_NAMES.includes(baseName(entry.path)));
  const sorted = [...named].sort((a, b) => depth(a.path) - depth(b.path) || a.path.localeCompare(b.path));
  if (sorted[0] !== undefined) return sorted[0];
  const yaml = entries.filter((entry) => /\.ya?ml$/.test(entry.path));
  return entries.length === 1 && yaml.length === 1 ? (yaml[0] ?? null) : null;
}

/** Finds the definition in what was chosen (the outermost execution-environment.yml, or the only YAML file) and the files beside it. */
export function planUpload<T extends UploadEntry>(chosen: readonly T[]): UploadPlan<T> {
  const entries = chosen.filter((entry) => !IGNORED.test(entry.path));
  const definition = findDefinition(entries);
  if (definition === null) {
    return { definition: null, files: [], problems: ['There is no execution-environment.yml in what you chose.'] };
  }
  const folder = definition.path.slice(0, definition.path.length - baseName(definition.path).length);
  const beside = entries.filter((entry) => entry !== definition && entry.path.startsWith(folder)).map((entry) => ({ path: entry.path.slice(folder.length), entry }));
  const files = beside.filter((file) => RelativePath.safeParse(file.path).success);
  const problems = beside.filter((file) => !files.includes(file)).map((file) => `${file.path} has a name that cannot be used.`);
  if (files.length > MAX_FILES) problems.push(`At most ${MAX_FILES} files can lie beside a definition; you chose ${files.length}.`);
  return { definition, files: files.slice(0, MAX_FILES), problems };
}

/** A name for the definition made from the chosen folder or file. */
export function nameFromPath(path: string): string {
  const parts = path.split('/');
  const raw = parts.length > 1 ? (parts[parts.length - 2] ?? '') : baseName(path).replace(/\.ya?ml$/, '');
  return raw.toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+/, '').slice(0, 63);
}
