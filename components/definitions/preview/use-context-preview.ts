import { generateContext, type GeneratedContext } from '#lib/ee/containerfile/generate.ts';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { parseDefinition, type ParsedDefinition } from '#lib/ee/parse.ts';
import { useDeferredValue, useMemo, useState } from 'react';

export interface ContextPreview {
  /** The newest that could be written; null when there has been none. */
  readonly context: GeneratedContext | null;
  /** The text as it stands cannot be written: `context` is of an earlier one. */
  readonly isOld: boolean;
  /** What stands in the way. */
  readonly obstacle: Diagnostic | null;
}

function generate({ document, model }: ParsedDefinition, files: readonly string[]): GeneratedContext | null {
  return model === null ? null : generateContext(document, model, files);
}

/** The build context of what is being typed; typing goes before it. */
export function useContextPreview(parsed: ParsedDefinition, files: readonly string[]): ContextPreview {
  const shown = useDeferredValue(parsed);
  const now = useMemo(() => generate(shown, files), [shown, files]);
  const [last, setLast] = useState(now);
  if (now !== null && now !== last) setLast(now);
  const obstacle = now === null ? (shown.diagnostics.find(({ severity }) => severity === 'error') ?? null) : null;
  return { context: now ?? last, isOld: now === null, obstacle };
}

/** The build context of a saved text; null when it cannot be written. */
export function useSavedContext(text: string, files: readonly string[]): GeneratedContext | null {
  return useMemo(() => generate(parseDefinition(text), files), [text, files]);
}
