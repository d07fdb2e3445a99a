import { describe, expect, it } from 'vitest';
import { formatDefinition } from '#lib/ee/format/format.ts';
import { commentsOf } from '#lib/ee/format/same-content.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { hasCorpus, listCorpusDefinitions } from '#test/support/corpus.ts';
import { RandomSource } from '#test/support/random.ts';

function formatted(text: string): string {
  const result = formatDefinition(text);
  if (!result.ok) throw new Error(result.message);
  expect(applyTextEdits(text, result.edits)).toBe(result.text);
  return result.text;
}

describe('formatDefinition', () => {
  it('indents by two, lists below their key, one space after colon and dash', () => {
    const text = 'version:   3\ndependencies:\n    python:\n    -   boto3\n    -   six   # old\n    galaxy:\n        collections :\n        - name:  a.b\n          version: "1"\n';
    expect(formatted(text)).toBe('version: 3\ndependencies:\n  python:\n    - boto3\n    - six   # old\n  galaxy:\n    collections:\n      - name: a.b\n        version: "1"\n');
  });

  it('moves a block of text as a whole and keeps its inner spaces', () => {
    const text = 'a:\n      b: |\n             one\n               two  \n\n             three\n      c: |2\n          x\n         y\n';
    expect(formatted(text)).toBe('a:\n  b: |\n    one\n      two  \n\n    three\n  c: |2\n      x\n     y\n');
  });

  it('keeps comments with the level that they stand at', () => {
    const text = '# top\na:\n    # of b\n    b:\n    - 1\n    # - 2\n\n\n# of c\nc: 1\n    # lost\n';
    expect(formatted(text)).toBe('# top\na:\n  # of b\n  b:\n    - 1\n    # - 2\n\n# of c\nc: 1\n# lost\n');
  });

  it('keeps quotes, flow style, anchors, the order of keys and CRLF', () => {
    const text = 'b:   &x {a: 1,b: [1,\r\n   2]}\r\n"a": *x   \r\n';
    expect(formatted(text)).toBe('b: &x {a: 1,b: [1,\r\n   2]}\r\n"a": *x\r\n');
  });

  it('leaves the end of a text alone where a block of text ends there', () => {
    expect(formatted('a: |\n    x')).toBe('a: |\n  x');
    expect(formatted('a: |+\n    x\n\n\n')).toBe('a: |+\n  x\n\n\n');
    expect(formatted('a: |\n    x\n\n\n')).toBe('a: |\n  x\n');
    expect(formatted('a: 1')).toBe('a: 1\n');
  });

  it('keeps a value of several lines', () => {
    expect(formatted('a:\n      - RUN one &&\n          two\n      - "x \\\n         y"\n')).toBe('a:\n  - RUN one &&\n      two\n  - "x \\\n     y"\n');
    expect(formatted('a:\n        plain\n')).toBe('a:\n  plain\n');
  });

  it('says why when it does nothing', () => {
    expect(formatDefinition('a: [1\n')).toMatchObject({ ok: false, reason: 'invalid-yaml' });
    expect(formatDefinition('? a\n: 1\n')).toMatchObject({ ok: false, reason: 'not-editable' });
  });
});

const SIMPLE_LINE = /^(?:---|\s*|\s*(?:- )?[\w.]+:(?: [\w./:-]+)?|\s*- [\w./:=<>-]+)$/;

/** The same definition with deeper levels, trailing spaces and blank lines. */
function scrambled(random: RandomSource, text: string): string {
  const factor = 2 + random.below(3);
  const lines = text.split('\n').map((line) => {
    const indent = line.length - line.trimStart().length;
    return ' '.repeat(indent * factor) + line.trimStart().replace(/^- /, `-${' '.repeat(2 * factor - 1)}`) + ' '.repeat(random.below(3));
  });
  return lines.flatMap((line) => (random.below(5) === 0 ? ['', '', line] : [line])).join('\n');
}

describe.runIf(hasCorpus())('formatDefinition over the corpus', () => {
  const definitions = listCorpusDefinitions();

  it('formats every readable definition, loses nothing, and has nothing to do the second time', () => {
    let changed = 0;
    for (const { name, text } of definitions) {
      const result = formatDefinition(text);
      const before = parseDefinition(text);
      if (!result.ok) {
        expect(result.reason, name).toBe('invalid-yaml');
        expect(before.document.root === null || before.model === null, name).toBe(true);
        continue;
      }
      const after = parseDefinition(result.text);
      expect(after.model, name).toEqual(before.model);
      expect(after.diagnostics.map(({ code }) => code).sort(), name).toEqual(before.diagnostics.map(({ code }) => code).sort());
      expect(commentsOf(result.text), name).toEqual(commentsOf(text));
      expect(result.text.replace(/\s/g, ''), name).toBe(text.replace(/\s/g, ''));
      expect(formatted(result.text), name).toBe(result.text);
      if (result.text !== text) changed += 1;
    }
    expect(changed).toBeGreaterThan(40);
  });

  it('gives the same layout whatever the layout was', () => {
    const random = new RandomSource();
    console.log(`seed ${String(random.seed)}`);
    let compared = 0;
    for (const { name, text } of definitions) {
      if (!text.split('\n').every((line) => SIMPLE_LINE.test(line))) continue;
      expect(formatted(scrambled(random, text)).replace(/\n+/g, '\n').trimStart(), name).toBe(formatted(text).replace(/\n+/g, '\n').trimStart());
      compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
  });
});
