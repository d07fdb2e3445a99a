import type { CompletionSubject } from '#lib/ee/complete/schema-walk.ts';
import { versionOf } from '#lib/ee/complete/version-of.ts';
import type { LintSubject } from '#lib/ee/lint/lint-subject.ts';
import type { FileKind } from '#lib/ee/lint/rule.ts';

/** What an editor holds: a definition, or a file beside one. */
export type SubjectKind = 'definition' | FileKind;

/** What is completed in a text; null where nothing is known of it. */
export function completionSubjectOf(kind: SubjectKind | null, text: string): CompletionSubject | null {
  if (kind === null || kind === 'config') return null;
  return kind === 'definition' ? { kind, version: versionOf(text) } : { kind };
}

/** What is checked in a text. */
export function lintSubjectOf(kind: SubjectKind | null, text: string, files: readonly string[]): LintSubject | null {
  if (kind === null) return null;
  return kind === 'definition' ? { text, files } : { text, fileKind: kind };
}
