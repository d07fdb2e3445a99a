import type { Path } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';

export interface Fix {
  title: string;
  edits: DefinitionEdit[];
}

export type CheckId =
  | 'definition'
  | 'base-image'
  | 'other-images'
  | 'package-manager'
  | 'interpreter'
  | 'pip'
  | 'ansible'
  | 'collections'
  | 'roles'
  | 'introspect'
  | 'python'
  | 'python-sources'
  | 'system';

export interface Check {
  id: CheckId;
  status: 'ok' | 'warning' | 'problem' | 'skipped';
  title: string;
  detail: string;
  remedy: string;
  path: Path | null;
  fixes: Fix[];
}

export interface Asker {
  /** `you`, or the collection. */
  who: string;
  line: string;
  path: Path | null;
}

export interface Conflict {
  kind: 'python' | 'collections' | 'system';
  what: string;
  askers: Asker[];
  fixes: Fix[];
}

type Draft = Pick<Check, 'id' | 'title'> & Partial<Omit<Check, 'id' | 'title' | 'status'>>;

export function ok(draft: Draft): Check {
  return { status: 'ok', ...EMPTY, ...draft };
}

export function warning(draft: Draft): Check {
  return { status: 'warning', ...EMPTY, ...draft };
}

export function problem(draft: Draft): Check {
  return { status: 'problem', ...EMPTY, ...draft };
}

export function skipped(draft: Draft): Check {
  return { status: 'skipped', ...EMPTY, ...draft };
}

const EMPTY = { detail: '', remedy: '', path: null, fixes: [] };
