import type { Path, QuickFix, Span } from '#lib/ee/diagnostic.ts';
import { replacing } from '#lib/ee/lint/fixes.ts';
import { galaxyDocument } from '#lib/ee/lint/galaxy-document.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { keyText, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** A value without quotes. */
export interface PlainScalar {
  readonly scalar: ScalarTree['scalar'];
  readonly source: string;
  readonly path: Path;
}

interface Placed extends PlainScalar {
  readonly shown: Span;
  /** Null where it cannot be told exactly. */
  readonly exact: Span | null;
}

interface Reading {
  readonly severity?: Finding['severity'];
  readonly message: string;
  /** What to write instead; the value in quotes if left out. */
  readonly better?: string;
}

const known = new WeakMap<LintContext, readonly Placed[]>();

/** A rule about plain values that are read otherwise than they look, with the quick fix to write what is meant. */
export function plainScalarRule(code: string, read: (value: PlainScalar) => Reading | null): Rule {
  return {
    code,
    check: (context) =>
      plainScalars(context).flatMap((value): Finding[] => {
        const reading = read(value);
        if (reading === null) return [];
        const { path, shown, source } = value;
        return [{ severity: reading.severity ?? 'warning', path, span: shown, message: reading.message, ...writing(value, reading.better ?? `'${source}'`) }];
      }),
  };
}

function writing({ exact }: Placed, text: string): { readonly fix?: QuickFix } {
  return exact === null ? {} : replacing(`Write ${text}`, exact, text);
}

function plainScalars(context: LintContext): readonly Placed[] {
  const found = known.get(context);
  if (found !== undefined) return found;
  const own = context.root === null ? [] : visit(context.root, []).map(({ tree, path }) => ({ ...tree, path, shown: tree.span, exact: tree.span }));
  const document = galaxyDocument(context);
  const inner = document?.isBlock === true && document.root !== null ? visit(document.root, []) : [];
  const embedded = inner.map(({ tree }) => ({ ...tree, path: document?.path ?? [], shown: document?.showAt(tree.span) ?? tree.span, exact: document?.toSpan(tree.span) ?? null }));
  const all = [...own, ...embedded];
  known.set(context, all);
  return all;
}

function visit(tree: YamlTree, path: Path): { readonly tree: ScalarTree; readonly path: Path }[] {
  if (tree.isAlias) return [];
  if (tree.kind === 'sequence') return tree.items.flatMap((item, index) => visit(item, [...path, index]));
  if (tree.kind === 'map') return tree.entries.flatMap(({ key, value, isMerged }) => (isMerged ? [] : visit(value, [...path, keyText(key)])));
  return tree.isPlain ? [{ tree, path }] : [];
}
