import { describe, expect, it } from 'vitest';
import { outlineOf, type OutlineItem } from '#lib/ee/outline/outline.ts';
import { listCorpusDefinitions } from '#test/support/corpus.ts';

function names(items: readonly OutlineItem[]): unknown[] {
  return items.map(({ name, children }) => (children.length === 0 ? name : [name, names(children)]));
}

describe('outlineOf', () => {
  it('is the tree of keys, items and lines of requirements', () => {
    const text = `version: 3
dependencies:
  python: |
    # comment
    six

    boto3>=1
  system: [gcc]
  galaxy:
    collections:
      - name: amazon.aws
        version: '1.0'
      - community.general
`;
    expect(names(outlineOf(text))).toEqual([
      'version',
      ['dependencies', [['python', ['six', 'boto3>=1']], ['system', ['gcc']], ['galaxy', [['collections', [['amazon.aws', ['name', 'version']], 'community.general']]]]]],
    ]);
    expect(outlineOf(text)[0]?.detail).toBe('3');
  });

  it('leads to the exact line of a block', () => {
    const text = 'dependencies:\r\n  python: |\r\n    six\r\n    boto3\r\n';
    const python = outlineOf(text)[0]?.children[0];
    expect(python?.children.map(({ span }) => text.slice(span.start, span.end))).toEqual(['six', 'boto3']);
  });

  it('does not follow aliases, and says nothing where there is no YAML', () => {
    expect(names(outlineOf('a: &x [one]\nb: *x\n'))).toEqual([['a', ['one']], 'b']);
    expect(outlineOf('')).toEqual([]);
    expect(JSON.stringify(outlineOf('['.repeat(50_000))).length).toBeLessThan(5000);
  });

  it.runIf(listCorpusDefinitions().length > 0)('keeps names inside their spans, and children inside parents, over the corpus', () => {
    const check = (parent: OutlineItem | null, items: readonly OutlineItem[]): void => {
      for (const item of items) {
        if (item.nameSpan.start < item.span.start || item.nameSpan.end > item.span.end) throw new Error(`${item.name} is not in its span`);
        if (parent !== null && (item.span.start < parent.span.start || item.span.end > parent.span.end)) throw new Error(`${item.name} is not in ${parent.name}`);
        check(item, item.children);
      }
    };
    for (const { text } of listCorpusDefinitions()) check(null, outlineOf(text));
  });
});
