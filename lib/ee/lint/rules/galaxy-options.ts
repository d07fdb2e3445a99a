import { needsSecretMount } from '#lib/ee/galaxy/secret-reasons.ts';
import { editing } from '#lib/ee/lint/fixes.ts';
import { textAt, type TextPlace } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { findOption, hasValue, readOptions } from '#lib/ee/requirements/galaxy-options.ts';

/** Options for ansible-galaxy: each is served, or refused by its name. */
export const galaxyOptions: Rule = { code: 'galaxy-options', check };

const NAMES = { collections: 'ANSIBLE_GALAXY_CLI_COLLECTION_OPTS', roles: 'ANSIBLE_GALAXY_CLI_ROLE_OPTS' } as const;

function check(context: LintContext): Finding[] {
  const { model } = context;
  if (model === null) return [];
  const used = (['collections', 'roles'] as const).flatMap((kind) => {
    const place = textAt(context, ['build_arg_defaults', NAMES[kind]]);
    return place === null ? [] : readOptions(place.value).map((word) => ({ place, kind, word }));
  });
  if (used.length === 0) return [];
  const isCollected = needsSecretMount(model, {}).every(({ code }) => code === 'unreadable-requirements');
  return used.flatMap((option) => checkWord(context, { ...option, isCollected }));
}

interface Used {
  readonly place: TextPlace;
  readonly kind: 'collections' | 'roles';
  readonly word: string;
  readonly isCollected: boolean;
}

function checkWord(context: LintContext, { place, kind, word, isCollected }: Used): Finding[] {
  const option = findOption(kind, word);
  const path = place.path;
  if (option === null) return [{ severity: 'warning', path, message: `ansible-galaxy has no option ${word} here; it would end with an error.`, ...removal(context, place, word, false) }];
  if (option.verdict === 'served' || (option.verdict === 'unless-collected' && !isCollected)) return [];
  const message = `${word} ${option.reason}`;
  const fix = removal(context, place, word, hasValue(option));
  return [option.verdict === 'refused' ? { severity: 'error', path, message, refusedBy: 'ee-foundry', ...fix } : { severity: 'warning', path, message, ...fix }];
}

function removal(context: LintContext, { value, path }: TextPlace, word: string, takesValue: boolean) {
  const words = value.trim().split(/\s+/);
  const index = words.findIndex((each) => each === word || each.startsWith(`${word}=`));
  if (index < 0) return {};
  const hasOwnWord = takesValue && words[index] === word && index + 1 < words.length;
  const rest = words.toSpliced(index, hasOwnWord ? 2 : 1).join(' ');
  return editing(`Remove ${word}`, context, [rest === '' ? { kind: 'delete', path } : { kind: 'set', path, value: rest }]);
}

