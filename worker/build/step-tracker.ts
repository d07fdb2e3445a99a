import { isStepLine, readStepLine, type ExpectedStep } from '#lib/ee/containerfile/steps.ts';
import type { Step } from '#lib/contract/builds.ts';
import { StepWalk, type LogLine, type StepEnd, type StepEvent } from './step-walk.ts';

const COMMITTED = /--> (?:Using cache )?([0-9a-f]{12,64})$/;
const USING_CACHE = /^--> Using cache [0-9a-f]{64}$/;
const FAILED_AT = /building at STEP "(.*)": /s;
const MAX_EVENTS = 20_000;

export interface StepTracker {
  steps: () => Step[];
  /** Reads one line of podman's output; the steps that changed by it. */
  feed: (line: LogLine) => Step[];
  /**
   * The end. `imageIds` are the ids of the images that the storage has: no RUN can foresee them, so with them podman's
   * own lines are told from what a RUN printed. Null: what was seen live stands.
   */
  settle: (end: { at: string; how: StepEnd; imageIds: readonly string[] | null }) => Step[];
  /** The step that a failed build failed at, after `settle`. */
  failedStep: () => Step | null;
}

/** Follows podman through the steps of a known Containerfile. */
export function createStepTracker(expected: readonly ExpectedStep[]): StepTracker {
  const places = new Map(expected.map((step, index) => [`${step.stage}/${step.step}`, index]));
  const events: StepEvent[] = [];
  let walk = new StepWalk(expected);

  function read(line: LogLine): StepEvent | null {
    const shown = readStepLine(line.text);
    if (shown !== null) {
      const index = places.get(`${shown.stage}/${shown.step}`);
      const step = index === undefined ? undefined : expected[index];
      return index !== undefined && step !== undefined && isStepLine(line.text, step) ? { kind: 'step', line, index } : null;
    }
    const failed = FAILED_AT.exec(line.text)?.[1];
    if (failed !== undefined) return { kind: 'error', line, text: failed };
    const imageId = COMMITTED.exec(line.text)?.[1];
    return imageId === undefined ? null : { kind: 'image', line, imageId, isCached: USING_CACHE.test(line.text) };
  }

  return {
    steps: () => walk.steps,
    feed(line) {
      const event = read(line);
      if (event === null) return [];
      if (events.length < MAX_EVENTS) events.push(event);
      return walk.take(event);
    },
    settle({ at, how, imageIds }) {
      if (imageIds !== null && events.length < MAX_EVENTS) walk = replay(expected, events, imageIds);
      walk.end(at, how);
      return walk.steps;
    },
    failedStep: () => walk.steps.find((step) => step.status === 'failed') ?? null,
  };
}

function replay(expected: readonly ExpectedStep[], events: readonly StepEvent[], imageIds: readonly string[]): StepWalk {
  const known = new Set(imageIds.map((id) => id.slice(0, 12)));
  const walk = new StepWalk(expected);
  for (const event of events) {
    if (event.kind !== 'image' || known.has(event.imageId.slice(0, 12))) walk.take(event);
  }
  return walk;
}
