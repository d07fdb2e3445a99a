import { describe, expect, it } from 'vitest';
import { completionSubjectOf, lintSubjectOf } from '#components/editor/subject-of.ts';

describe('completionSubjectOf', () => {
  it('knows the version of a definition, the kind of a file, and nothing of other texts', () => {
    expect(completionSubjectOf('definition', 'version: 1\n')).toEqual({ kind: 'definition', version: 1 });
    expect(completionSubjectOf('python', 'a\n')).toEqual({ kind: 'python' });
    expect([completionSubjectOf('config', ''), completionSubjectOf(null, '')]).toEqual([null, null]);
  });
});

describe('lintSubjectOf', () => {
  it('checks a definition with the files beside it, and a file by its kind', () => {
    expect(lintSubjectOf('definition', 'a', ['b'])).toEqual({ text: 'a', files: ['b'] });
    expect(lintSubjectOf('config', 'a', ['b'])).toEqual({ text: 'a', fileKind: 'config' });
    expect(lintSubjectOf(null, 'a', [])).toBeNull();
  });
});
