import type { EditorHandle } from '#components/editor/code-editor.tsx';
import { rangeOfPath } from '#lib/ee/containerfile/origin-range.ts';
import type { Path, TextRange } from '#lib/ee/diagnostic.ts';
import { formatFieldPath, parseFieldPath, startsWithPath } from '#lib/ee/form/field-path.ts';
import { formPathAt } from '#lib/ee/form/path-at.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import type { ParsedDefinition } from '#lib/ee/parse.ts';
import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { FieldTarget } from './form/form-context.ts';

const NOWHERE: Path = [];
const GALAXY = ['dependencies', 'galaxy'];

export interface FieldPlace {
  /** The field that a link, a problem or the preview leads to. */
  readonly target: FieldTarget | null;
  /** Where the cursor of the YAML is. */
  readonly marked: Path;
  /** The field that has the focus. */
  readonly focused: Path | null;
  goTo: (path: Path) => void;
  /** From the form. */
  onField: (path: Path | null) => void;
  /** From the editor. */
  onCursor: (offset: number) => void;
  /** Shows again what the editor could not show before it was there. */
  onEditorReady: () => void;
}

/** Where the text has what a field shows; null while it has nothing of it. */
function rangeOfField({ document }: ParsedDefinition, form: FormState, path: Path): TextRange | null {
  const line = [...form.python.items, ...form.system.items].find((item) => formatFieldPath(item.path) === formatFieldPath(path));
  if (line !== undefined) return line.range;
  const isInText = startsWithPath(path, GALAXY) && form.collections.source === 'lines';
  return rangeOfPath(document, isInText ? GALAXY : path) ?? (typeof path.at(-1) === 'string' && typeof path.at(-2) === 'number' ? rangeOfPath(document, path.slice(0, -1)) : null);
}

/** The field in hand: in the URL, marked in the YAML, and the other way round. */
export function useFieldPlace(parsed: ParsedDefinition, form: FormState, editor: RefObject<EditorHandle | null>): FieldPlace {
  const [linked, setLinked] = useQueryState('field', parseAsString.withOptions({ history: 'replace' }));
  const [target, setTarget] = useState<FieldTarget | null>(() => (linked === null ? null : { path: parseFieldPath(linked), count: 1 }));
  const [seen, setSeen] = useState(linked);
  const [written, setWritten] = useState(linked);
  const [focused, setFocused] = useState<Path | null>(null);
  const [offset, setOffset] = useState<number | null>(null);
  const goTo = useCallback((path: Path) => setTarget((before) => ({ path, count: (before?.count ?? 0) + 1 })), []);
  if (linked !== seen) {
    setSeen(linked);
    if (linked !== null && linked !== written) goTo(parseFieldPath(linked));
  }
  const range = useMemo(() => (focused === null ? null : rangeOfField(parsed, form, focused)), [parsed, form, focused]);
  const latestRange = useRef(range);
  useEffect(() => {
    latestRange.current = range;
    editor.current?.highlight(range);
  }, [range, editor]);
  const marked = useMemo(() => (offset === null ? NOWHERE : formPathAt(parsed.document, form, offset)), [parsed, form, offset]);
  return {
    target,
    marked,
    focused,
    goTo,
    onField: (path) => {
      setFocused(path);
      setOffset(null);
      const name = path === null ? null : formatFieldPath(path);
      if (name === null || name === written) return;
      setWritten(name);
      void setLinked(name);
    },
    onCursor: setOffset,
    onEditorReady: useCallback(() => editor.current?.highlight(latestRange.current), [editor]),
  };
}
