import { describe, expect, it } from 'vitest';
import { mergeText, resolveText, type MergePart } from '#lib/ee/merge/merge-text.ts';
import { RandomSource } from '#test/support/random.ts';

const BASE = 'version: 3\nimages:\n  base_image:\n    name: a:1\ndependencies:\n  python:\n    - six\n';

function conflictsOf(parts: readonly MergePart[]) {
  return parts.filter((part) => part.kind === 'conflict');
}

describe('mergeText', () => {
  it('takes changes at different places from both sides', () => {
    const parts = mergeText({ base: BASE, theirs: BASE.replace('a:1', 'a:2'), mine: `${BASE}    - boto3\n` });
    expect(parts).toEqual([{ kind: 'clean', text: `${BASE.replace('a:1', 'a:2')}    - boto3\n` }]);
  });

  it('holds both texts where both changed the same lines, and the line where that is', () => {
    const parts = mergeText({ base: BASE, theirs: BASE.replace('a:1', 'a:2'), mine: BASE.replace('a:1', 'a:3') });
    expect(conflictsOf(parts)).toEqual([{ kind: 'conflict', baseLine: 4, base: '    name: a:1\n', theirs: '    name: a:2\n', mine: '    name: a:3\n' }]);
  });

  it('is no conflict when both made the same change', () => {
    const changed = BASE.replace('a:1', 'a:2');
    expect(mergeText({ base: BASE, theirs: changed, mine: changed })).toEqual([{ kind: 'clean', text: changed }]);
  });

  it('keeps CRLF and a missing last line end, and takes names of object properties for text', () => {
    const base = 'a\r\nb\r\nconstructor';
    expect(mergeText({ base, theirs: base, mine: 'A\r\nb\r\nconstructor' })).toEqual([{ kind: 'clean', text: 'A\r\nb\r\nconstructor' }]);
    expect(mergeText({ base: '', theirs: '__proto__', mine: '' })).toEqual([{ kind: 'clean', text: '__proto__' }]);
  });
});

describe('resolveText', () => {
  const parts = mergeText({ base: 'a\nb', theirs: 'a\nb\ntheirs', mine: 'a\nb\nmine' });

  it('asks for a choice at each conflict', () => {
    expect(resolveText(parts, [])).toBeNull();
    expect(resolveText(parts, ['theirs'])).toBe('a\nb\ntheirs');
    expect(resolveText(parts, ['mine'])).toBe('a\nb\nmine');
  });

  it('puts both below each other, never on one line', () => {
    expect(resolveText(parts, ['both'])).toBe('a\nb\ntheirs\nb\nmine');
    const crlf = mergeText({ base: '', theirs: 'x\r\ny', mine: 'z' });
    expect(resolveText(crlf, ['both'])).toBe('x\r\ny\r\nz');
  });
});

describe('mergeText over random edits', () => {
  const RUNS = 2000;
  const WORDS = ['- six\n', '\n', '  - boto3\n', 'constructor\n', 'version: 3\n', '# note\n'];

  function randomLines(random: RandomSource): string[] {
    return Array.from({ length: random.below(30) }, (_item, index) => (random.below(3) === 0 ? random.pick(WORDS) : `line ${String(index)}\n`));
  }

  function edited(random: RandomSource, lines: readonly string[]): string[] {
    const result = [...lines];
    for (let edit = random.below(4); edit > 0; edit -= 1) result.splice(random.below(result.length + 1), random.below(3), ...(random.below(3) === 0 ? [] : [`new ${String(random.below(1000))}\n`]));
    return result;
  }

  it('gives both of two edits that have a line between them, and a conflict with both texts of two that overlap', () => {
    const random = new RandomSource();
    console.log(`seed ${String(random.seed)}`);
    for (let run = 0; run < RUNS; run += 1) {
      const base = Array.from({ length: 6 + random.below(30) }, (_item, index) => `line ${String(index)}\n`);
      const first = random.below(base.length - 3);
      const second = first + 2 + random.below(base.length - first - 2);
      const [one, other] = random.below(2) === 0 ? [first, second] : [second, first];
      const replaced = (at: number, text: string) => base.map((line, index) => (index === at ? text : line));
      const expected = base.map((line, index) => (index === one ? 'theirs\n' : index === other ? 'mine\n' : line)).join('');
      const apart = mergeText({ base: base.join(''), theirs: replaced(one, 'theirs\n').join(''), mine: replaced(other, 'mine\n').join('') });
      expect(apart, base.join('')).toEqual([{ kind: 'clean', text: expected }]);
      const together = mergeText({ base: base.join(''), theirs: replaced(one, 'theirs\n').join(''), mine: replaced(one, 'mine\n').join('') });
      expect(conflictsOf(together)).toEqual([{ kind: 'conflict', baseLine: one + 1, base: base[one], theirs: 'theirs\n', mine: 'mine\n' }]);
    }
  });

  it('loses no line of anybody, and gives each side back whole where only one side changed or is chosen', () => {
    const random = new RandomSource();
    for (let run = 0; run < RUNS; run += 1) {
      const lines = randomLines(random);
      const [base, theirs, mine] = [lines, edited(random, lines), edited(random, lines)].map((each) => each.join('')) as [string, string, string];
      const note = JSON.stringify({ seed: random.seed, run, base, theirs, mine });
      expect(resolveText(mergeText({ base, theirs, mine: base }), []), note).toBe(theirs);
      expect(resolveText(mergeText({ base, theirs: base, mine }), []), note).toBe(mine);
      expect(resolveText(mergeText({ base, theirs: mine, mine }), []), note).toBe(mine);
      const parts = mergeText({ base, theirs, mine });
      const held = parts.map((part) => (part.kind === 'clean' ? part.text : part.theirs + part.mine)).join('');
      for (const line of [...theirs.split('\n'), ...mine.split('\n')].filter((each) => each.startsWith('new '))) expect(held, note).toContain(`${line}\n`);
      const ofTheirs = resolveText(parts, conflictsOf(parts).map(() => 'theirs' as const));
      expect(ofTheirs, note).not.toBeNull();
    }
  });
});
