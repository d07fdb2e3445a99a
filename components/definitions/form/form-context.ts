import type { Path, TextRange } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import { createContext, useContext } from 'react';

export interface FormTools {
  readonly form: FormState;
  readonly isReadOnly: boolean;
  /** Makes the edits one after the other; when one is refused, the next alternative. False, and the reason is shown, when none can be made. */
  readonly apply: (edits: readonly DefinitionEdit[], ...alternatives: (readonly DefinitionEdit[])[]) => boolean;
  /** Shows the lines of a field in the YAML beside the form. */
  readonly show: (range: TextRange | null) => void;
  /** Ends an undo step, when a field is left. */
  readonly endStep: () => void;
  /** The first problem at or below a path, as the field's error. */
  readonly problemAt: (path: Path) => string | undefined;
}

export const FormToolsContext = createContext<FormTools | null>(null);

export function useFormTools(): FormTools {
  const tools = useContext(FormToolsContext);
  if (tools === null) throw new Error('A form field needs a FormToolsContext above it.');
  return tools;
}
