import type { QuickFix, Span, TextEdit } from '#lib/ee/diagnostic.ts';
import { editDefinition, type DefinitionEdit } from '#lib/ee/edit/edit.ts';
import { lineStartOf } from '#lib/ee/text-lines.ts';

interface MaybeFix {
  readonly fix?: QuickFix;
}

export function replacing(title: string, { start, end }: Span, newText: string): { readonly fix: QuickFix } {
  return { fix: { title, edits: [{ start, end, newText }] } };
}

/** How many more fixes may be computed for one text: each parses it again. */
export interface FixBudget {
  left: number;
}

export function newFixBudget({ length }: string): FixBudget {
  return { left: length > 40_000 ? 1 : 20 };
}

export interface FixSource {
  readonly text: string;
  readonly budget: FixBudget;
}

/** A fix that edits values as the form does; none where one of the edits is not possible, or many were computed. */
export function editing(title: string, { text, budget }: FixSource, edits: readonly DefinitionEdit[]): MaybeFix {
  if (budget.left <= 0) return {};
  budget.left -= 1;
  let current = text;
  for (const edit of edits) {
    const result = editDefinition(current, edit);
    if (!result.ok) return {};
    current = result.text;
  }
  return current === text ? {} : { fix: { title, edits: [difference(text, current)] } };
}

/** The one edit that leads from a text to another. */
export function difference(text: string, changed: string): TextEdit {
  const limit = Math.min(text.length, changed.length);
  let before = 0;
  while (before < limit && text[before] === changed[before]) before += 1;
  let after = 0;
  while (after < limit - before && text.at(-1 - after) === changed.at(-1 - after)) after += 1;
  return { start: before, end: text.length - after, newText: changed.slice(before, changed.length - after) };
}

/** Removes the whole lines that a span touches. */
export function removingLines(title: string, text: string, { start, end }: Span): { readonly fix: QuickFix } {
  const from = lineStartOf(text, start);
  const feed = text.indexOf('\n', Math.max(start, end - 1));
  if (feed >= 0) return replacing(title, { start: from, end: feed + 1 }, '');
  return replacing(title, { start: Math.max(0, from - (text[from - 2] === '\r' ? 2 : 1)), end: text.length }, '');
}
