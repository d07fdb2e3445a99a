import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** Entries of dependencies.exclude: `~` starts a regular expression for the whole name. */
export const excludePattern: Rule = { code: 'exclude-pattern', check };

function check({ model }: LintContext): Finding[] {
  if (model?.version !== 3) return [];
  const { python = [], system = [], all_from_collections = [] } = model.definition.dependencies?.exclude ?? {};
  return Object.entries({ python, system, all_from_collections }).flatMap(([kind, names]) =>
    names.flatMap((name, index): Finding[] => {
      const message = problemOf(name);
      return message === null ? [] : [{ severity: 'warning', path: ['dependencies', 'exclude', kind, index], message }];
    }),
  );
}

function problemOf(name: string): string | null {
  if (name.startsWith('~')) {
    return isPattern(name.slice(1)) ? null : `${name} is not a valid regular expression.`;
  }
  return /[<>=!*]/.test(name) ? `Only the name counts here, without version: ${name}. For a pattern start with "~".` : null;
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source.replace(/\(\?P</g, '(?<'));
    return true;
  } catch {
    return false;
  }
}
