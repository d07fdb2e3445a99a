import type { RevisionSettings } from '#lib/contract/definitions.ts';
import { getConfig } from '#lib/server/config.ts';
import { definitionFacts } from './facts.ts';

/** The default registry and the definition's name, as far as an image name may look like it. */
export function defaultRepository(definitionName: string): string {
  const name = definitionName.replace(/[._-]+$/, '').replace(/[._-]{2,}/g, '-');
  return `${getConfig().defaultRegistry}/${name}`;
}

/** The tags that a build of this content wants: its settings, else options.tags, else latest. */
export function wantedTags(content: { text: string; settings: RevisionSettings }): string[] {
  if (content.settings.tags.length > 0) return [...new Set(content.settings.tags)];
  const tags = [...new Set(definitionFacts(content.text).tags)];
  return tags.length > 0 ? tags : ['latest'];
}

/** host[:port] of a repository. */
export function registryHost(repository: string): string {
  return repository.slice(0, repository.indexOf('/'));
}
