import type { CompletionSubject } from '#lib/ee/complete/schema-walk.ts';
import { versionOf } from '#lib/ee/complete/version-of.ts';

/** The model of this name is a definition. */
const DEFINITION_FILE = 'execution-environment.yml';

export type SubjectKind = CompletionSubject['kind'];

/** What is completed in a file, by its name; null where nothing is known of it. */
export function subjectKindOf(path: string): SubjectKind | null {
  if (path === DEFINITION_FILE) return 'definition';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^requirements.*\.ya?ml$/.test(name)) return 'galaxy';
  if (/^(?:.*requirements|constraints).*\.txt$/.test(name)) return 'python';
  return /^bindep.*\.txt$/.test(name) ? 'system' : null;
}

export function subjectOf(kind: SubjectKind, text: string): CompletionSubject {
  return kind === 'definition' ? { kind, version: versionOf(text) } : { kind };
}
