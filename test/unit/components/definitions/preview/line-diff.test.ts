import { describe, expect, it } from 'vitest';
import { diffLines } from '#components/definitions/preview/line-diff.ts';
import { RandomSource } from '#test/support/random.ts';

function shown(before: string, after: string): string[] {
  return diffLines(before.split(' '), after.split(' ')).map(({ kind, text }) => `${{ same: '', added: '+', removed: '-' }[kind]}${text}`);
}

describe('diffLines', () => {
  it.each([
    ['a b c', 'a b c', ['a', 'b', 'c']],
    ['a b c', 'a x c', ['a', '-b', '+x', 'c']],
    ['a b c d', 'b c d e', ['-a', 'b', 'c', 'd', '+e']],
    ['a b', 'a b a b', ['a', 'b', '+a', '+b']],
  ])('%s → %s', (before, after, lines) => {
    expect(shown(before, after)).toEqual(lines);
  });

  it('counts the lines of the newer text', () => {
    expect(diffLines(['a', 'b'], ['x', 'a', 'y']).map(({ line }) => line)).toEqual([1, 2, null, 3]);
  });

  it('gives back both texts, whatever they are', () => {
    const random = new RandomSource();
    console.log(`seed ${String(random.seed)}`);
    for (let round = 0; round < 500; round += 1) {
      const [before, after] = [0, 1].map(() => Array.from({ length: random.below(12) }, () => random.pick(['a', 'b', 'c', '']))) as [string[], string[]];
      const lines = diffLines(before, after);
      expect(lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(before);
      expect(lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(after);
    }
  });

  it('takes texts that are too long to compare as replaced', () => {
    const lines = diffLines(['same', ...Array.from({ length: 1200 }, (_, index) => `old ${String(index)}`)], ['same', ...Array.from({ length: 1200 }, (_, index) => `new ${String(index)}`)]);
    expect(lines).toHaveLength(2401);
    expect(lines[0]).toEqual({ kind: 'same', text: 'same', line: 1 });
    expect(lines.at(-1)).toEqual({ kind: 'added', text: 'new 1199', line: 1201 });
  });
});
