const DEFINITION_FILES = ['execution-environment.yml', 'execution-environment.yaml', 'execution_environment.yml', 'execution_environment.yaml'];

/** ansible-builder's own names for a definition, and the one that ee_utilities writes. */
export function isDefinitionName(path: string): boolean {
  return DEFINITION_FILES.includes(baseName(path));
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path with its final `/`, or nothing. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A name that an image can have: lower case, at most 63 characters. Null when nothing is left. */
export function definitionName(text: string): string | null {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 63)
    .replace(/[^a-z0-9]+$/, '');
  return name === '' ? null : name;
}

/** Gives each name once: the second `ee` is `ee-2`. */
export function distinctNames<T extends { readonly name: string }>(items: readonly T[]): T[] {
  const taken = new Set<string>();
  return items.map((item) => {
    let name = item.name;
    for (let count = 2; taken.has(name); count += 1) name = `${item.name.slice(0, 59)}-${String(count)}`;
    taken.add(name);
    return name === item.name ? item : { ...item, name };
  });
}
