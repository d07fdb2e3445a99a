import { subjectKindOf } from '#components/editor/subject-of.ts';
import { describe, expect, it } from 'vitest';

describe('subjectKindOf', () => {
  it.each([
    ['execution-environment.yml', 'definition'],
    ['requirements.txt', 'python'],
    ['files/dev-requirements.txt', 'python'],
    ['constraints.txt', 'python'],
    ['bindep.txt', 'system'],
    ['requirements.yml', 'galaxy'],
    ['galaxy/requirements.yaml', 'galaxy'],
    ['files/execution-environment.yml', null],
    ['hello.sh', null],
  ])('completes %s as %s', (path, kind) => {
    expect(subjectKindOf(path)).toBe(kind);
  });
});
