import { describe, expect, it } from 'vitest';
import { expectedSteps } from '#lib/ee/containerfile/steps.ts';
import { createStepTracker, type StepTracker } from '#worker/build/step-tracker.ts';

const ONE_STAGE = 'FROM base\nRUN one\nRUN two\nRUN three\n';
const TWO_STAGES = 'FROM base AS a\nRUN make\nFROM base AS b\nRUN first\nCOPY --from=a /x /x\nRUN last\n';
const IDS = ['1', '2', '3', '4', '5', '6', '7'].map((digit) => digit.repeat(64));

function id(number: number): string {
  return IDS[number - 1]!;
}

function at(second: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
}

/** Each line a second after the one before. */
function feed(tracker: StepTracker, lines: readonly string[]): void {
  lines.forEach((text, index) => tracker.feed({ at: at(index), text, number: index + 1 }));
}

function short(tracker: StepTracker): string[] {
  return tracker.steps().map((step) => `${step.text}: ${step.status}${step.cached ? ' cached' : ''}`);
}

describe('createStepTracker', () => {
  it('takes times, line numbers and cached steps from podman', () => {
    const tracker = createStepTracker(expectedSteps(ONE_STAGE));
    feed(tracker, ['STEP 1/4: FROM base', 'STEP 2/4: RUN one', `--> Using cache ${id(1)}`, `--> ${id(1).slice(0, 12)}`, 'STEP 3/4: RUN two', 'output', `--> ${id(2).slice(0, 12)}`, 'STEP 4/4: RUN three']);
    expect(short(tracker)).toEqual(['FROM base: succeeded', 'RUN one: succeeded cached', 'RUN two: succeeded', 'RUN three: running']);
    expect(tracker.steps()[2]).toMatchObject({ startedAt: at(4), finishedAt: at(6), logLine: 5 });
  });

  it('is not led astray by a RUN that prints the next step after an invented image', () => {
    const tracker = createStepTracker(expectedSteps(ONE_STAGE));
    feed(tracker, [
      'STEP 1/4: FROM base',
      'STEP 2/4: RUN one',
      'STEP 9/9: RUN two',
      'STEP 3/4: RUN two',
      `--> ${'f'.repeat(12)}`,
      'STEP 3/4: RUN two',
      `--> ${id(1).slice(0, 12)}`,
      'STEP 3/4: RUN two',
      'real output',
    ]);
    tracker.settle({ at: at(20), how: 'failed', imageIds: IDS });
    expect(short(tracker)).toEqual(['FROM base: succeeded', 'RUN one: succeeded', 'RUN two: failed', 'RUN three: pending']);
    expect(tracker.steps()[2]).toMatchObject({ startedAt: at(7), logLine: 8, finishedAt: at(20) });
    expect(tracker.failedStep()?.text).toBe('RUN two');
  });

  it('fails the step that printed an invented image of its own', () => {
    const tracker = createStepTracker(expectedSteps(ONE_STAGE));
    feed(tracker, ['STEP 1/4: FROM base', 'STEP 2/4: RUN one', `--> ${'f'.repeat(12)}`, 'Error: building at STEP "RUN one": while running runtime: exit status 3']);
    tracker.settle({ at: at(9), how: 'failed', imageIds: IDS });
    expect(tracker.failedStep()).toMatchObject({ text: 'RUN one', ordinal: 2, status: 'failed' });
  });

  it('sees an image at the end of a line that the RUN left open', () => {
    const tracker = createStepTracker(expectedSteps(ONE_STAGE));
    feed(tracker, ['STEP 1/4: FROM base', 'STEP 2/4: RUN one', `no newline--> ${id(1).slice(0, 12)}`, 'STEP 3/4: RUN two']);
    expect(short(tracker).slice(1, 3)).toEqual(['RUN one: succeeded', 'RUN two: running']);
  });

  it('follows stages that take turns, and begins a waiting copy when it is its turn', () => {
    const tracker = createStepTracker(expectedSteps(TWO_STAGES));
    feed(tracker, [
      '[2/2] STEP 1/4: FROM base AS b',
      '[2/2] STEP 2/4: RUN first',
      `--> ${id(1).slice(0, 12)}`,
      '[2/2] STEP 3/4: COPY --from=a /x /x',
      '[1/2] STEP 1/2: FROM base AS a',
      '[1/2] STEP 2/2: RUN make',
      `--> ${id(2).slice(0, 12)}`,
      `--> ${id(3).slice(0, 12)}`,
      '[2/2] STEP 4/4: RUN last',
    ]);
    tracker.settle({ at: at(30), how: 'succeeded', imageIds: IDS });
    expect(tracker.steps().every((step) => step.status === 'succeeded')).toBe(true);
    expect(tracker.steps()[4]).toMatchObject({ text: 'COPY --from=a /x /x', startedAt: at(6), finishedAt: at(7) });
    expect(tracker.steps()[1]).toMatchObject({ text: 'RUN make', finishedAt: at(6) });
  });

  it('cancels the step at work and puts waiting ones back', () => {
    const tracker = createStepTracker(expectedSteps(TWO_STAGES));
    feed(tracker, ['[2/2] STEP 1/4: FROM base AS b', '[2/2] STEP 2/4: RUN first', `--> ${id(1).slice(0, 12)}`, '[2/2] STEP 3/4: COPY --from=a /x /x', '[1/2] STEP 1/2: FROM base AS a', '[1/2] STEP 2/2: RUN make']);
    tracker.settle({ at: at(9), how: 'cancelled', imageIds: null });
    expect(short(tracker)).toEqual(['FROM base AS a: succeeded', 'RUN make: cancelled', 'FROM base AS b: succeeded', 'RUN first: succeeded', 'COPY --from=a /x /x: pending', 'RUN last: pending']);
  });
});
