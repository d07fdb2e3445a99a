import type { Path } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import { createContext, useContext } from 'react';

/** A field that somebody asked for; `count` tells two requests for the same one apart. */
export interface FieldTarget {
  readonly path: Path;
  readonly count: number;
}

export interface FormTools {
  readonly form: FormState;
  readonly isReadOnly: boolean;
  /** Makes the edits one after the other; when one is refused, the next alternative. False, and the reason is shown, when none can be made. */
  readonly apply: (edits: readonly DefinitionEdit[], ...alternatives: (readonly DefinitionEdit[])[]) => boolean;
  /** Ends an undo step, when a field is left. */
  readonly endStep: () => void;
  /** The first problem at or below a path, as the field's error. */
  readonly problemAt: (path: Path) => string | undefined;
  /** The first warning at or below a path. */
  readonly warningAt: (path: Path) => string | undefined;
  /** Where the cursor of the YAML is; empty while it is elsewhere. */
  readonly marked: Path;
  /** The field to open and to focus, or null. */
  readonly target: FieldTarget | null;
  /** The address that leads to a field. */
  readonly linkTo: (path: Path) => string;
}

export const FormToolsContext = createContext<FormTools | null>(null);

export function useFormTools(): FormTools {
  const tools = useContext(FormToolsContext);
  if (tools === null) throw new Error('A form field needs a FormToolsContext above it.');
  return tools;
}
