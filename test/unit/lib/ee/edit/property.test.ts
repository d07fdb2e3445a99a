import { describe, expect, it } from 'vitest';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { editDefinition } from '#lib/ee/edit/edit.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import { toPlain, type PlainValue } from '#lib/ee/yaml/tree.ts';
import { commentsOf } from '#test/support/comments.ts';
import { hasCorpus, listCorpusDefinitions } from '#test/support/corpus.ts';
import { applyToModel, normalized, ownedLines, randomEdit } from '#test/support/edits.ts';
import { RandomSource } from '#test/support/random.ts';

const EDITS = 10_500;

function modelOf(text: string): PlainValue {
  const { root } = constructTree(readYamlSource(text));
  return root === null ? null : toPlain(root);
}

function undo(edited: string, text: string, edits: readonly TextEdit[]): string {
  let shift = 0;
  const inverse = [...edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, newText }) => {
      const from = start + shift;
      shift += newText.length - (end - start);
      return { start: from, end: from + newText.length, newText: text.slice(start, end) };
    });
  return applyTextEdits(edited, inverse);
}

/** A block of text that ends the file without a line break may have to become `|-`. */
function openBlockHeaders(text: string): number[] {
  if (text.endsWith('\n')) return [];
  return text.split('\n').flatMap((line, index) => (/[|>]\s*$/.test(line) ? [index] : [])).slice(-1);
}

function isSubsequence(lines: readonly string[], of: readonly string[]): boolean {
  let index = 0;
  for (const line of of) if (index < lines.length && line === lines[index]) index += 1;
  return index === lines.length;
}

/** The comments that must stay: all, but for a deletion those of the lines that it owns. */
function keptComments(text: string, owned: ReadonlySet<number>, kind: string): string[] {
  return commentsOf(text).filter(({ line }) => kind !== 'delete' || !owned.has(line)).map((comment) => comment.text);
}

function missingFrom(present: readonly string[], wanted: readonly string[]): string[] {
  const rest = [...present];
  return wanted.filter((comment) => {
    const index = rest.indexOf(comment);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

describe.runIf(hasCorpus())('editDefinition over the corpus', () => {
  it(`changes the model as asked, keeps every comment, and touches no line that the edit does not own, in ${String(EDITS)} random edits`, () => {
    const random = new RandomSource();
    console.log(`seed ${String(random.seed)}`);
    const definitions = listCorpusDefinitions()
      .map(({ name, text }) => ({ name, text, parsed: parseDefinition(text) }))
      .filter(({ parsed }) => parsed.document.root?.kind === 'map' && !parsed.diagnostics.some(({ code }) => code.startsWith('yaml')))
      .map(({ name, text, parsed }) => ({ name, text, root: parsed.document.root, before: modelOf(text) }));
    let commentCount = 0;
    const refused = new Map<string, number>();
    for (let count = 0; count < EDITS; count += 1) {
      const { name, text, root, before } = random.pick(definitions);
      const edit = randomEdit(random, before);
      const label = `${name} ${JSON.stringify(edit)}`;
      const result = editDefinition(text, edit);
      if (!result.ok) {
        refused.set(result.reason, (refused.get(result.reason) ?? 0) + 1);
        expect(['shared', 'file-reference', 'duplicate-key'], `${label}: ${result.message}`).toContain(result.reason);
        continue;
      }
      expect(normalized(modelOf(result.text)), label).toEqual(normalized(applyToModel(before, edit)));
      const owned = ownedLines(text, root, edit);
      for (const line of openBlockHeaders(text)) owned.add(line);
      const kept = text.split(/\r?\n/).filter((_, index) => !owned.has(index));
      expect(isSubsequence(kept, result.text.split(/\r?\n/)), `${label}\n${result.text}`).toBe(true);
      const comments = keptComments(text, owned, edit.kind);
      expect(missingFrom(commentsOf(result.text).map((comment) => comment.text), comments), `${label}\n${result.text}`).toEqual([]);
      commentCount += comments.length;
      expect(undo(result.text, text, result.edits), label).toBe(text);
    }
    const total = [...refused.values()].reduce((sum, value) => sum + value, 0);
    console.log('comments kept:', commentCount);
    console.log('edits made:', EDITS - total, 'refused:', Object.fromEntries(refused));
    expect(commentCount).toBeGreaterThan(EDITS);
    expect(refused.get('shared') ?? 0).toBeLessThan(EDITS / 100);
  }, 600_000);
});
