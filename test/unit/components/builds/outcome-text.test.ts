import { describe, expect, it } from 'vitest';
import { failureTitle, reasonLine, remedyOf, timesOf } from '#components/builds/outcome-text.ts';
import { FailureCode, type BuildOutcome } from '#lib/contract/builds.ts';

const failed: Extract<BuildOutcome, { kind: 'failed' }> = { kind: 'failed', code: 'step_failed', message: 'pip found nothing.\nMore words.', phase: 'build', step: { ordinal: 7, text: 'RUN x' }, exitCode: 3, lastLines: [] };

describe('reasonLine', () => {
  it('says in one line why it ended', () => {
    expect(reasonLine(failed)).toBe('pip found nothing.');
    expect(reasonLine({ kind: 'cancelled', by: 'operator' })).toBe('Cancelled by operator');
    expect(reasonLine({ kind: 'timed_out', limitSeconds: 3600, phase: 'build' })).toBe('Stopped at the time limit of 1 h 0 min');
    expect(reasonLine(null)).toBe('');
  });
});

describe('failureTitle', () => {
  it('names the step and its exit code when a step failed', () => {
    expect(failureTitle(failed)).toBe('Step 7 failed with exit code 3');
    expect(failureTitle({ ...failed, exitCode: null })).toBe('Step 7 failed');
    expect(failureTitle({ ...failed, code: 'disk_limit' })).toContain('disk');
  });
});

describe('remedyOf', () => {
  it('leads somewhere for what the reader can put right', () => {
    expect(remedyOf('agreement_required', 'abc')?.href).toBe('/definitions/abc?tab=settings');
    expect(remedyOf('base_unavailable', 'abc')?.href).toBe('/definitions/abc');
    expect(remedyOf('tls_untrusted', 'abc')?.href).toBe('/workers');
    for (const code of FailureCode.options) expect(remedyOf(code, 'abc')?.href ?? '/').toMatch(/^\//);
  });
});

describe('timesOf', () => {
  const at = (second: number): string => new Date(second * 1000).toISOString();

  it('counts on while it waits and while it runs', () => {
    expect(timesOf({ createdAt: at(0), startedAt: null, finishedAt: null }, 5000)).toEqual({ queueMs: 5000, runMs: null });
    expect(timesOf({ createdAt: at(0), startedAt: at(2), finishedAt: null }, 5000)).toEqual({ queueMs: 2000, runMs: 3000 });
    expect(timesOf({ createdAt: at(0), startedAt: at(2), finishedAt: at(9) }, 50_000)).toEqual({ queueMs: 2000, runMs: 7000 });
    expect(timesOf({ createdAt: at(0), startedAt: null, finishedAt: at(4) }, 50_000)).toEqual({ queueMs: 4000, runMs: null });
  });
});
