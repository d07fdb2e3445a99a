import { definitionState } from '#components/home/definition-state.ts';
import { failureLine } from '#components/home/failure-line.ts';
import type { BuildStatus } from '#lib/contract/builds.ts';
import { describe, expect, it } from 'vitest';

function state(headRevision: number, status: BuildStatus, revision: number): string {
  return definitionState({ headRevision, lastBuild: { id: 'build0000001', number: 1, status, revision, createdAt: '2026-01-01T00:00:00.000Z', finishedAt: null } });
}

describe('definitionState', () => {
  it('says where a definition stands', () => {
    expect(definitionState({ headRevision: 1, lastBuild: null })).toBe('Never built');
    expect(state(7, 'succeeded', 7)).toBe('Built r7, the newest');
    expect(state(8, 'succeeded', 7)).toBe('Built r7, changed since (r8)');
    expect(state(7, 'running', 7)).toBe('Building r7');
    expect(state(7, 'failed', 7)).toBe('r7 is not built');
    expect(state(8, 'timed_out', 7)).toBe('r7 was not built, changed since (r8)');
  });
});

describe('failureLine', () => {
  it('is the first line of the reason', () => {
    expect(failureLine({ outcome: { kind: 'failed', code: 'step_failed', message: 'RUN false ended with 1.\nMore', phase: 'build', step: null, exitCode: 1, lastLines: [] } })).toBe('RUN false ended with 1.');
    expect(failureLine({ outcome: { kind: 'timed_out', limitSeconds: 3600, phase: 'build' } })).toBe('Stopped after 60 min in the build phase.');
    expect(failureLine({ outcome: { kind: 'cancelled', by: 'operator' } })).toBe('Cancelled by operator.');
    expect(failureLine({ outcome: null })).toBe('');
  });
});
