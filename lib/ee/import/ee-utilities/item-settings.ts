import { hasJinja } from '#lib/ee/import/ee-utilities/jinja.ts';
import type { ItemContext } from '#lib/ee/import/ee-utilities/item-context.ts';
import { textOf } from '#lib/ee/import/ee-utilities/variables.ts';
import { entryOf } from '#lib/ee/yaml/tree.ts';

/** `tag` and `tags`, as written. One that is still a placeholder is left to be filled in. */
export function tagsOf({ item, filler }: ItemContext): string[] {
  const tag = entryOf(item, 'tag')?.value;
  const tags = entryOf(item, 'tags')?.value;
  const single = tag?.kind === 'scalar' && tag.scalar.type !== 'null' ? [filler.fill(tag.source, 'tag')] : [];
  const several = tags?.kind === 'sequence' ? tags.items.map((each, index) => (each.kind === 'scalar' ? filler.fill(each.source, `tags[${String(index)}]`) : '')) : [];
  return [...new Set([...single, ...several])].filter((each) => each !== '' && !hasJinja(each));
}

/** Where the role pushes to: `ee_registry_dest` and the name. Null while either is unknown. */
export function repositoryOf({ variables, filler }: ItemContext, name: string): string | null {
  const destination = textOf(variables, 'ee_registry_dest');
  const filled = destination === null ? null : filler.fill(destination, 'destination').replace(/^(?:docker|https?):\/\//, '').replace(/\/+$/, '');
  const full = filled === null ? name : name.startsWith(`${filled}/`) ? name : `${filled}/${name}`;
  if (name === '' || hasJinja(full) || !full.includes('/')) return null;
  return full;
}
