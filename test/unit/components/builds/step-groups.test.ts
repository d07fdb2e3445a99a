import { describe, expect, it } from 'vitest';
import { elapsedMs, groupByStage, longestMs, progressOf, shortStep } from '#components/builds/step-groups.ts';
import type { Phase, Step } from '#lib/contract/builds.ts';

const at = (second: number): string => new Date(second * 1000).toISOString();

function step(ordinal: number, stage: number, stageName: string, status: Step['status'] = 'succeeded'): Step {
  return { ordinal, stage, stageCount: 2, stageName, position: 1, count: 1, text: 'RUN x', status, cached: false, startedAt: at(0), finishedAt: at(ordinal), logLine: 1 };
}

function phase(steps: Step[]): Phase {
  return { name: 'build', ordinal: 4, status: 'running', startedAt: at(0), finishedAt: null, notes: [], logBytes: 0, logSealed: false, logLines: null, logRemovedAt: null, steps };
}

describe('groupByStage', () => {
  it('keeps the order and names stages without a name', () => {
    const stages = groupByStage([step(3, 2, ''), step(1, 1, 'base'), step(2, 1, 'base')]);
    expect(stages.map(({ name, steps }) => [name, steps.map(({ ordinal }) => ordinal)])).toEqual([['base', [1, 2]], ['Stage 2', [3]]]);
  });
});

describe('elapsedMs', () => {
  it('counts on until the end is known', () => {
    expect(elapsedMs({ startedAt: at(1), finishedAt: null }, 4000)).toBe(3000);
    expect(elapsedMs({ startedAt: at(1), finishedAt: at(2) }, 4000)).toBe(1000);
    expect(elapsedMs({ startedAt: null, finishedAt: null }, 4000)).toBeNull();
  });
});

describe('longestMs', () => {
  it('measures phases and steps apart, never zero', () => {
    expect(longestMs([phase([step(1, 1, ''), step(5, 1, '')])], 9000)).toEqual({ phase: 9000, step: 5000 });
    expect(longestMs([], 0)).toEqual({ phase: 1, step: 1 });
  });
});

describe('progressOf', () => {
  it('counts what is done', () => {
    expect(progressOf(phase([step(1, 1, ''), step(2, 1, '', 'running'), step(3, 1, '', 'pending')]))).toEqual({ done: 1, total: 3 });
    expect(progressOf(phase([]))).toBeNull();
  });
});

describe('shortStep', () => {
  it('leaves options and line breaks out', () => {
    expect(shortStep('RUN --mount=type=cache,target=/x --network=none pip install \\\n  boto3')).toBe('RUN pip install boto3');
    expect(shortStep('COPY --from=base /a /b')).toBe('COPY /a /b');
  });
});
