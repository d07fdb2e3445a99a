import { describe, expect, it } from 'vitest';
import { matchGlob } from '#lib/ee/containerfile/glob.ts';

const FILES = ['a.cfg', 'files/a.cfg', 'files/b.cfg', 'files/sub/c.txt', 'we[ird', '.hidden'];

describe('matchGlob', () => {
  it.each([
    ['a.cfg', ['a.cfg'], []],
    ['./files//*.cfg', ['files/a.cfg', 'files/b.cfg'], []],
    ['files/[!a].cfg', ['files/b.cfg'], []],
    ['files/[a-b].cfg', ['files/a.cfg', 'files/b.cfg'], []],
    ['**/*.txt', ['files/sub/c.txt'], []],
    ['files', [], ['files']],
    ['**', [], ['', 'files', 'files/sub']],
    ['files/**', [], ['files', 'files/sub']],
    ['we[ird', ['we[ird'], []],
    ['.h*', ['.hidden'], []],
    ['[z-a]', [], []],
    ['none', [], []],
  ])('finds what %j names', (pattern, files, folders) => {
    expect(matchGlob(pattern, FILES)).toEqual({ files, folders });
  });

  it('is quick on a hostile pattern', () => {
    const start = performance.now();
    expect(matchGlob(`${'*a'.repeat(200)}b`, ['a'.repeat(2000)]).files).toEqual([]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
