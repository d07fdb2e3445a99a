import type { Path } from '#lib/ee/diagnostic.ts';
import { editing } from '#lib/ee/lint/fixes.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { findPatternProblem } from '#lib/ee/requirements/python-pattern.ts';

/** Entries of dependencies.exclude: `~` starts a regular expression for the whole name. */
export const excludePattern: Rule = { code: 'exclude-pattern', check };

type Kind = 'python' | 'system' | 'all_from_collections';

function check(context: LintContext): Finding[] {
  const { model } = context;
  if (model?.version !== 3) return [];
  const { python = [], system = [], all_from_collections = [] } = model.definition.dependencies?.exclude ?? {};
  const lists: [Kind, readonly string[]][] = [['python', python], ['system', system], ['all_from_collections', all_from_collections]];
  return lists.flatMap(([kind, names]) =>
    names.flatMap((name, index): Finding[] => {
      const path = ['dependencies', 'exclude', kind, index];
      const message = name.startsWith('~') ? findPatternProblem(name.slice(1)) : nameProblem(name, kind);
      return message === null ? [] : [{ severity: 'warning', path, message, ...withoutVersion(context, path, name) }];
    }),
  );
}

function nameProblem(name: string, kind: Kind): string | null {
  if (name.trim() === '') return 'An empty name excludes nothing, and ends the build with an error. Remove it.';
  if (name !== name.trim()) return `"${name}" has spaces around it and matches nothing. Remove them.`;
  if (name.startsWith('#')) return null;
  if (kind === 'all_from_collections') {
    return /^\w+\.\w+$/.test(name) ? null : `${name} is not the name of a collection, such as amazon.aws. For a pattern start with "~".`;
  }
  return /[\s<>=!*;[\]()|^$\\?,@]/.test(name) ? `Only a name is compared here, without version and conditions: ${name} matches nothing. For a pattern start with "~".` : null;
}

function withoutVersion(context: LintContext, path: Path, name: string) {
  const bare = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:$|\[|[<>=!~]=?|;|\()/.exec(name)?.[1];
  return bare === undefined || bare === name ? {} : editing(`Change to ${bare}`, context, [{ kind: 'set', path, value: bare }]);
}
