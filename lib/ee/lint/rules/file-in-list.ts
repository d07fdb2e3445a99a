import { normalizePath } from '#lib/ee/galaxy/requirements.ts';
import { editing } from '#lib/ee/lint/fixes.ts';
import { requirementLines } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** A file name in a list is taken for a package. */
export const fileInList: Rule = { code: 'file-in-list', check };

function check(context: LintContext): Finding[] {
  return (['python', 'system'] as const).flatMap((kind) => {
    const places = requirementLines(context, kind);
    return places
      .filter(({ value }) => /^[\w./-]+\.(?:txt|in|ya?ml)$/.test(value))
      .map(({ value, path, span }): Finding => {
        const isThere = context.files === undefined || context.files.map(normalizePath).includes(normalizePath(value));
        const isOnly = places.length === 1 && context.fileKind === undefined && isThere;
        const fix = isOnly ? editing(`Use the file ${value}`, context, [{ kind: 'set', path: ['dependencies', kind], value }]) : {};
        return { severity: 'warning', path, span, message: messageFor(value, kind, context.fileKind !== undefined), ...fix };
      });
  });
}

function messageFor(value: string, kind: string, isInFile: boolean): string {
  if (isInFile) return `${value} is taken for the name of a package.${kind === 'python' ? ` To include a file, write "-r ${value}".` : ''}`;
  return `${value} is taken for the name of a package. To use a file, write "${kind}: ${value}".`;
}
