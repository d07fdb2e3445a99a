import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedSteps, isStepLine, readStepLine } from '#lib/ee/containerfile/steps.ts';

const CONTAINERFILE = readFileSync('test/fixtures/containerfile/steps.Containerfile', 'utf8');
/** What podman 5.4.2 printed when it built that file. */
const LOG = readFileSync('test/fixtures/containerfile/steps.podman-5.4.log', 'utf8').split('\n');

describe('expectedSteps', () => {
  it('is what podman prints, in its order', () => {
    const steps = expectedSteps(CONTAINERFILE);
    let next = 0;
    for (const line of LOG) {
      const step = steps[next];
      if (step !== undefined && isStepLine(line, step)) next += 1;
    }
    expect(steps.length).toBeGreaterThan(20);
    expect(next).toBe(steps.length);
  });

  it('accounts for every line of the log that looks like a step, but the one that a RUN printed', () => {
    const lookalikes = LOG.filter((line) => readStepLine(line) !== null);
    expect(lookalikes).toHaveLength(expectedSteps(CONTAINERFILE).length + 1);
  });

  it('leaves out stages that the last one does not need', () => {
    expect(new Set(expectedSteps(CONTAINERFILE).map(({ stage }) => stage))).toEqual(new Set([1, 2, 4, 5]));
  });

  it('does not match a line that a RUN prints', () => {
    const [, user] = expectedSteps('FROM a:1\nUSER root\n');
    expect(user && isStepLine('STEP 9/9: USER root', user)).toBe(false);
    expect(user && isStepLine('STEP 2/2: USER 0', user)).toBe(false);
    expect(user && isStepLine('STEP 2/2: USER root', user)).toBe(true);
  });
});
