import type { CompletionSubject } from '#lib/ee/complete/schema-walk.ts';
import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';

/** The model of this name is a definition. */
export const DEFINITION_FILE = 'execution-environment.yml';

/** What is completed in a file, by its name; null where nothing is known of it. */
export function subjectOf(path: string, version: SchemaVersion): CompletionSubject | null {
  if (path === DEFINITION_FILE) return { kind: 'definition', version };
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^requirements.*\.ya?ml$/.test(name)) return { kind: 'galaxy' };
  if (/^(?:.*requirements|constraints).*\.txt$/.test(name)) return { kind: 'python' };
  return /^bindep.*\.txt$/.test(name) ? { kind: 'system' } : null;
}
