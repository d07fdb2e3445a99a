import { z } from 'zod';
import { parseDefinition } from '#lib/ee/parse.ts';
import { toPlain } from '#lib/ee/yaml/tree.ts';
import { Tag } from '#lib/contract/definitions.ts';

const Facts = z.object({
  images: z.object({ base_image: z.union([z.object({ name: z.string().catch('') }), z.string().transform((name) => ({ name }))]).catch({ name: '' }) }).catch({ base_image: { name: '' } }),
  options: z.object({ tags: z.array(z.string()).catch([]) }).catch({ tags: [] }),
});

const MAX_SEARCH_TEXT = 8_000;

export type DefinitionFacts = { baseImage: string; tags: string[]; searchText: string };

/** What lists and destinations need from a text, also from one that is not valid yet. */
export function definitionFacts(text: string): DefinitionFacts {
  const root = parseDefinition(text).document.root;
  const plain = root === null ? {} : toPlain(root);
  const facts = Facts.safeParse(plain);
  const words = stringsOf(plain).join(' ').toLowerCase();
  return {
    baseImage: facts.success ? facts.data.images.base_image.name.slice(0, 500) : '',
    tags: facts.success ? facts.data.options.tags.flatMap(tagOf) : [],
    searchText: words.slice(0, MAX_SEARCH_TEXT),
  };
}

/** options.tags holds image references (`name:tag`); the destination keeps their tags. */
function tagOf(reference: string): string[] {
  const last = reference.split('/').at(-1) ?? '';
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : 'latest';
  return Tag.safeParse(tag).success ? [tag] : [];
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsOf);
  return [];
}
