import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { normalizePath } from '#lib/ee/galaxy/requirements.ts';
import { newFixBudget } from '#lib/ee/lint/fixes.ts';
import { runRules } from '#lib/ee/lint/run.ts';
import type { FileKind, LintContext } from '#lib/ee/lint/rule.ts';
import { withoutSilenced } from '#lib/ee/lint/silence.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import { TextLines } from '#lib/ee/text-lines.ts';
import { spanAt } from '#lib/ee/yaml/locate.ts';
import { readYaml } from '#lib/ee/yaml/read.ts';

const MAX_BYTES = 256 * 1024;

/** What a file beside a definition is for: by the key that names it, else by its name. Null for any other file. */
export function fileKindOf(path: string, model: DefinitionModel | null = null): FileKind | null {
  const name = normalizePath(path);
  const dependencies = model?.definition.dependencies;
  for (const kind of ['python', 'system', 'galaxy'] as const) {
    const value = dependencies?.[kind];
    if (typeof value === 'string' && !value.includes('\n') && normalizePath(value) === name) return kind;
  }
  return kindByName(name.split('/').at(-1) ?? '');
}

function kindByName(name: string): FileKind | null {
  if (/^(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)$/.test(name)) return 'python';
  if (/^(?:.*[-_.])?bindep(?:[-_.].*)?\.txt$/.test(name)) return 'system';
  if (/^(?:.*[-_.])?requirements(?:[-_.].*)?\.ya?ml$/.test(name)) return 'galaxy';
  return /^(?:.*[-_.])?ansible\.cfg$/.test(name) ? 'config' : null;
}

/**
 * The findings in a file beside a definition, with the codes that its content would have in the definition itself.
 * None of them prevents a build. Never throws.
 */
export function lintFile(kind: FileKind, text: string): readonly Diagnostic[] {
  if (new TextEncoder().encode(text).length > MAX_BYTES) return [];
  const lines = new TextLines(text);
  const context = contextOf(kind, text);
  if (!('text' in context)) return context;
  const diagnostics = runRules(context).map(({ span, ...finding }) => ({ ...finding, range: lines.rangeOf(span ?? spanAt(context.root, finding.path)) }));
  diagnostics.sort((a, b) => a.range.start.offset - b.range.start.offset);
  return withoutSilenced(text, diagnostics);
}

function contextOf(kind: FileKind, text: string): LintContext | readonly Diagnostic[] {
  const plain = { text, source: null, root: null, model: null, duplicates: [], files: undefined, fileKind: kind, budget: newFixBudget(text) };
  if (kind !== 'galaxy') return plain;
  const read = readYaml(text);
  if (read === null) return [];
  const { source } = read;
  const { root, problems, duplicates } = read.construction;
  const all = [...source.problems, ...problems];
  if (all.length === 0) return { ...plain, source, root, duplicates };
  const lines = new TextLines(text);
  return all.map(({ code, message, fix, ...span }) => ({ code, severity: 'error', message, path: [], range: lines.rangeOf(span), ...(fix === undefined ? {} : { fix }) }));
}
