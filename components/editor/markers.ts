import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import { toMonacoRange } from './ranges.ts';

const SEVERITY = { error: monaco.MarkerSeverity.Error, warning: monaco.MarkerSeverity.Warning, info: monaco.MarkerSeverity.Info } as const;
const REFUSED = { 'ansible-builder': 'refused by ansible-builder', 'ee-foundry': 'refused by EE Foundry' } as const;

export type RulePage = (code: string) => string | null;

/** A diagnostic as Monaco shows it: message, who refuses, code; the code leads to the rule's page where there is one. */
export function toMarker({ range, severity, message, code, refusedBy }: Diagnostic, rulePage: RulePage | undefined): monaco.editor.IMarkerData {
  const page = rulePage?.(code) ?? null;
  return {
    ...toMonacoRange(range),
    severity: SEVERITY[severity],
    message,
    source: refusedBy === undefined ? 'advice' : REFUSED[refusedBy],
    code: page === null ? code : { value: code, target: monaco.Uri.parse(new URL(page, location.href).href) },
  };
}

/** The same drawn at once, as Monaco draws a marker. */
export function toEarlyMark({ range, severity }: Diagnostic): monaco.editor.IModelDeltaDecoration {
  const stickiness = monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges;
  return { range: toMonacoRange(range), options: { className: `squiggly-${severity}`, stickiness, showIfCollapsed: true, zIndex: 30 } };
}
