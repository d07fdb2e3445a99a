import { removeEntryAt } from '#lib/ee/edit/remove-entry.ts';
import { galaxyDocument } from '#lib/ee/lint/galaxy-document.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** Of a key that a mapping has twice, only the last value counts. */
export const duplicateKey: Rule = { code: 'duplicate-key', check };

function check(context: LintContext): Finding[] {
  const own = context.duplicates.map(({ name, span, path }): Finding => {
    const isCounted = context.budget.left > 0;
    context.budget.left -= 1;
    const edits = context.source === null || !isCounted ? null : removeEntryAt(context.source, span.start);
    return { severity: 'warning', path, span, message: messageFor(name), ...(edits === null ? {} : { fix: { title: `Remove this ${name}`, edits } }) };
  });
  const document = galaxyDocument(context);
  if (document?.isBlock !== true) return own;
  return [...own, ...document.duplicates.map(({ name, span }): Finding => ({ severity: 'warning', path: document.path, span: document.showAt(span), message: messageFor(name) }))];
}

function messageFor(name: string): string {
  return `${name} is here twice; only the last one counts, this one is lost.`;
}
