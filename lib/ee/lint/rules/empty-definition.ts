import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** An empty text is a valid definition of version 1 for ansible-builder. */
export const emptyDefinition: Rule = { code: 'empty-definition', check };

function check({ root }: LintContext): Finding[] {
  if (root !== null && (root.kind !== 'map' || root.entries.length > 0)) return [];
  return [{ severity: 'warning', path: [], message: 'The definition is empty. Start with "version: 3" and a base image.' }];
}
