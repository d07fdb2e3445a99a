import type { Path, TextEdit } from '#lib/ee/diagnostic.ts';
import type { EditFailure } from '#lib/ee/edit/failure.ts';
import type { EditValue } from '#lib/ee/yaml/print.ts';

/**
 * A change of the form. `path` of insert and move is that of the list. Lists that are given as a block of
 * lines (python, system) or of YAML (galaxy) are addressed as if they were lists.
 */
export type DefinitionEdit =
  | { readonly kind: 'set'; readonly path: Path; readonly value: EditValue }
  | { readonly kind: 'delete'; readonly path: Path }
  | { readonly kind: 'insert'; readonly path: Path; readonly index?: number; readonly value: EditValue }
  | { readonly kind: 'move'; readonly path: Path; readonly from: number; readonly to: number };

export interface EditSuccess {
  readonly ok: true;
  readonly text: string;
  /** The edits that lead from the old text to the new one. */
  readonly edits: readonly TextEdit[];
}

export type EditResult = EditSuccess | EditFailure;
