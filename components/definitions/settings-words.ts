import type { RevisionSettings } from '#lib/contract/definitions.ts';

/** What the form calls them. */
export const SETTING_WORDS: Readonly<Record<keyof RevisionSettings, string>> = {
  repository: 'Destination',
  tags: 'Tags',
  pullCredentialIds: 'Pull with',
  pushCredentialId: 'Push with',
  galaxyCredentialIds: 'Galaxy servers',
  workerLabels: 'Worker labels',
};

/** The settings of a revision as text that a diff editor can show; credentials by name where `nameOf` knows them. */
export function settingsText(settings: RevisionSettings, nameOf: (credentialId: string) => string): string {
  const list = (items: readonly string[]) => (items.length === 0 ? ' –' : items.map((item) => `\n  - ${item}`).join(''));
  return [
    `destination: ${settings.repository ?? 'default'}`,
    `tags:${list(settings.tags)}`,
    `push with: ${settings.pushCredentialId === null ? '–' : nameOf(settings.pushCredentialId)}`,
    `pull with:${list(settings.pullCredentialIds.map(nameOf))}`,
    `Galaxy servers:${list(settings.galaxyCredentialIds.map(nameOf))}`,
    `worker labels:${list(settings.workerLabels)}`,
    '',
  ].join('\n');
}
