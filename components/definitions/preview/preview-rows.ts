import type { ContextFile } from '#lib/ee/containerfile/context-files.ts';
import type { GeneratedContext } from '#lib/ee/containerfile/generate.ts';
import type { Origin } from '#lib/ee/containerfile/origin.ts';
import { diffLines, type DiffLine } from './line-diff.ts';

/** Lines that belong together: an instruction, or one line that is none. */
export interface PreviewRow {
  readonly kind: DiffLine['kind'];
  /** The first line, from 1; null for what is gone. */
  readonly line: number | null;
  readonly texts: readonly string[];
  readonly origin: Origin | null;
  /** It stands in a Containerfile: its first word is a keyword. */
  readonly isInstruction: boolean;
}

export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** The Containerfile, an instruction to a row; compared with an older one a line to a row. */
export function containerfileRows({ containerfile, instructions }: GeneratedContext, before: string | null): PreviewRow[] {
  const lines = linesOf(containerfile);
  const byLine = new Map(instructions.flatMap((source) => lines.slice(source.startLine - 1, source.endLine).map((_, index) => [source.startLine + index, source])));
  if (before !== null) {
    return diffLines(linesOf(before), lines).map(({ kind, text, line }) => {
      const source = line === null ? undefined : byLine.get(line);
      return { kind, line, texts: [text], origin: source?.origin ?? null, isInstruction: source?.startLine === line };
    });
  }
  return lines.flatMap((text, index): PreviewRow[] => {
    const source = byLine.get(index + 1);
    if (source === undefined) return [{ kind: 'same', line: index + 1, texts: [text], origin: null, isInstruction: false }];
    if (source.startLine !== index + 1) return [];
    return [{ kind: 'same', line: index + 1, texts: lines.slice(index, source.endLine), origin: source.origin, isInstruction: true }];
  });
}

/** A file of `_build`, all of it made by one key. */
export function fileRows(text: string, { madeBy }: ContextFile, before: string | null): PreviewRow[] {
  const origin = { paths: [madeBy], isDefault: false };
  const lines = linesOf(text);
  const compared = before === null ? lines.map((line, index): DiffLine => ({ kind: 'same', text: line, line: index + 1 })) : diffLines(linesOf(before), lines);
  return compared.map(({ kind, text: line, line: number }) => ({ kind, line: number, texts: [line], origin: kind === 'removed' ? null : origin, isInstruction: false }));
}
