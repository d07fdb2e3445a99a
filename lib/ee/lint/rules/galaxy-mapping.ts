import type { QuickFix, Span } from '#lib/ee/diagnostic.ts';
import { replacing } from '#lib/ee/lint/fixes.ts';
import { galaxyDocument, type GalaxyDocument } from '#lib/ee/lint/galaxy-document.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { lineStartOf } from '#lib/ee/text-lines.ts';
import { keyText, type MapEntry, type SequenceTree } from '#lib/ee/yaml/tree.ts';

/** dependencies.galaxy is passed on unchecked: a misspelt key installs nothing, a bare list is not YAML when written. */
export const galaxyMapping: Rule = { code: 'galaxy-mapping', check };

const KNOWN = ['collections', 'roles'];

function check(context: LintContext): Finding[] {
  const document = galaxyDocument(context);
  if (document === null || (context.model === null && context.fileKind === undefined)) return [];
  const { root, problems, path, showAt } = document;
  const [problem] = problems;
  if (problem !== undefined) return [{ severity: 'warning', path, span: showAt(problem), message: `ansible-galaxy cannot read this. ${problem.message}` }];
  if (root === null) return [{ severity: 'warning', path, span: showAt({ start: 0, end: 0 }), message: 'There are no requirements here. ansible-galaxy needs "collections:" or "roles:".' }];
  if (root.kind === 'scalar') return [{ severity: 'warning', path, span: showAt(root.span), message: 'ansible-galaxy reads a mapping with "collections:" or "roles:" here.' }];
  if (root.kind === 'sequence') return checkList(context, document, root);
  return root.entries.flatMap((entry) => checkKey(document, entry));
}

/** In a file or a block of text a bare list is the old form for roles; written by the definition it is not YAML at all. */
function checkList({ text, fileKind }: LintContext, { path, isBlock }: GalaxyDocument, list: SequenceTree): Finding[] {
  if (isBlock || fileKind !== undefined || list.items.length === 0) return [];
  const message = 'A bare list is not what ansible-galaxy reads. Put the names below "collections:".';
  return [{ severity: 'warning', path, message, ...belowCollections(text, list.span) }];
}

function belowCollections(text: string, { start, end }: Span): { readonly fix?: QuickFix } {
  const title = 'Put the list below collections';
  if (text[start] === '[') {
    return { fix: { title, edits: [{ start, end: start, newText: '{collections: ' }, { start: end, end, newText: '}' }] } };
  }
  const key = text.lastIndexOf('galaxy', start);
  const column = key - lineStartOf(text, key);
  const lineStart = lineStartOf(text, start);
  const dash = start - lineStart;
  if (key < 0 || lineStart <= key || text.slice(lineStart, start).trim() !== '') return {};
  const lineBreak = text[lineStart - 2] === '\r' ? '\r\n' : '\n';
  const heading = { start: lineStart, end: lineStart, newText: `${' '.repeat(column + 2)}collections:${lineBreak}` };
  if (dash >= column + 2) return { fix: { title, edits: [heading] } };
  const lines = [...text.slice(lineStart, end).matchAll(/^(?=[^\r\n])/gm)].map(({ index }) => ({ start: lineStart + index, end: lineStart + index, newText: '  ' }));
  const [first, ...rest] = lines;
  return first === undefined ? {} : { fix: { title, edits: [{ ...heading, newText: heading.newText + first.newText }, ...rest] } };
}

function checkKey({ path, isBlock, toSpan, showAt }: GalaxyDocument, { key, value }: MapEntry): Finding[] {
  const name = keyText(key);
  const place = isBlock ? path : [...path, name];
  if (KNOWN.includes(name)) {
    const isEmpty = value.kind === 'scalar' && value.scalar.value === null;
    return value.kind === 'sequence' || isEmpty ? [] : [{ severity: 'warning', path: place, span: showAt(value.span), message: `${name} must be a list.` }];
  }
  const nearest = /^r/i.test(name) ? 'roles' : 'collections';
  const message = `ansible-galaxy does not know ${name} and ends with an error. Did you mean ${nearest}?`;
  const exact = toSpan(key.span);
  return [{ severity: 'warning', path: place, span: showAt(key.span), message, ...(exact === null ? {} : replacing(`Change to ${nearest}`, exact, nearest)) }];
}
