import type { ExpectedStep } from '#lib/ee/containerfile/steps.ts';
import type { Step } from '#lib/contract/builds.ts';

const WAITS_FOR_STAGE = /[\s,]--from=|[\s,]from=/;

export interface LogLine {
  /** ISO instant. */
  at: string;
  text: string;
  /** From 1. */
  number: number;
}

export type StepEnd = 'succeeded' | 'failed' | 'cancelled';

/** A line of podman's output that may tell about steps. `index`: of the step whose exact line it is. */
export type StepEvent =
  | { kind: 'step'; line: LogLine; index: number }
  | { kind: 'image'; line: LogLine; imageId: string; isCached: boolean }
  | { kind: 'error'; line: LogLine; text: string };

type StepBegin = Extract<StepEvent, { kind: 'step' }>;
type ImageMade = Extract<StepEvent, { kind: 'image' }>;

/**
 * Stages take turns: podman leaves one at a COPY --from until the other stage is ready, and goes on with it without
 * naming it. A step begins when its exact line is the next of its stage and stands right after the image of another
 * step, or after a line that is followed by no output of its own.
 */
export class StepWalk {
  readonly steps: Step[];
  readonly #expected: readonly ExpectedStep[];
  /** Index of the step begun last, by stage. */
  readonly #progress = new Map<number, number>();
  #latest = -1;
  #quietLine = 0;
  #image = { number: -1, at: '', id: '', isCached: false, workBeganAt: '' };
  #boundaryAt = '';
  #failedText: string | null = null;

  constructor(expected: readonly ExpectedStep[]) {
    this.#expected = expected;
    this.steps = expected.map(toPendingStep);
  }

  /** The steps that changed. */
  take(event: StepEvent): Step[] {
    switch (event.kind) {
      case 'step':
        return this.#mayBegin(event) ? this.#begin(event) : [];
      case 'image':
        return this.#takeImage(event);
      case 'error':
        this.#failedText = event.text;
        return [];
    }
  }

  end(at: string, how: StepEnd): void {
    if (how === 'succeeded') for (const step of this.steps) finish(step, step.finishedAt ?? at, 'succeeded');
    else endUnfinished(this.steps, { at, how, failedText: this.#failedText, latest: this.steps[this.#latest] });
  }

  #mayBegin({ index, line }: StepBegin): boolean {
    const step = this.#expected[index];
    if (step === undefined) return false;
    const begun = this.#progress.get(step.stage);
    if (index !== (begun === undefined ? index - step.step + 1 : begun + 1)) return false;
    return this.#latest < 0 || line.number - 1 === this.#image.number || line.number - 1 === this.#quietLine;
  }

  #begin({ index, line }: StepBegin): Step[] {
    const wanted = this.#expected[index];
    const step = this.steps[index];
    if (wanted === undefined || step === undefined) return [];
    const changed = [step];
    const before = wanted.step > 1 ? this.steps[index - 1] : undefined;
    if (before?.status === 'running') changed.push(this.#finishByImage(before, line));
    step.status = 'running';
    step.startedAt = line.at;
    step.logLine = line.number;
    this.#progress.set(wanted.stage, index);
    this.#latest = index;
    this.#boundaryAt = line.at;
    if (wanted.keyword !== 'RUN' || WAITS_FOR_STAGE.test(wanted.text)) this.#quietLine = line.number;
    return changed;
  }

  /** A step that had to wait for another stage began its work only when that one was done. */
  #finishByImage(step: Step, line: LogLine): Step {
    const isByImage = this.#image.number === line.number - 1;
    if (isByImage && this.steps[this.#latest] !== step) step.startedAt = this.#image.workBeganAt;
    step.cached = isByImage && this.#image.isCached;
    return finish(step, isByImage ? this.#image.at : line.at, 'succeeded');
  }

  #takeImage({ line, imageId, isCached }: ImageMade): Step[] {
    const { number, id, isCached: wasCached, workBeganAt } = this.#image;
    const isSecondLine = number === line.number - 1 && wasCached && id.startsWith(imageId);
    this.#image = { number: line.number, at: line.at, id: imageId, isCached: isCached || isSecondLine, workBeganAt: isSecondLine ? workBeganAt : this.#boundaryAt };
    this.#boundaryAt = line.at;
    const step = isCached ? undefined : this.#stepAtWork();
    if (step === undefined) return [];
    step.cached = this.#image.isCached && line.number <= (step.logLine ?? 0) + 2;
    return [finish(step, line.at, 'succeeded')];
  }

  /** The step begun last, unless it is over or may be waiting for another stage. */
  #stepAtWork(): Step | undefined {
    const step = this.steps[this.#latest];
    const text = this.#expected[this.#latest]?.text ?? '';
    return step?.status === 'running' && !WAITS_FOR_STAGE.test(text) ? step : undefined;
  }
}

function toPendingStep(step: ExpectedStep, index: number): Step {
  return {
    ordinal: index + 1,
    stage: step.stage,
    stageCount: step.stageCount,
    stageName: (step.stageName ?? '').slice(0, 200),
    position: step.step,
    count: step.stepCount,
    text: step.text.slice(0, 4000),
    status: 'pending',
    cached: false,
    startedAt: null,
    finishedAt: null,
    logLine: null,
  };
}

/** One step failed or was stopped; the others that had begun only waited for another stage. */
function endUnfinished(steps: readonly Step[], end: { at: string; how: StepEnd; failedText: string | null; latest: Step | undefined }): void {
  const open = steps.filter((step) => step.status === 'running');
  const named = end.failedText === null ? undefined : open.findLast((step) => step.text === end.failedText);
  const hit = named ?? (end.latest?.status === 'running' || open.length === 0 ? end.latest : open.at(-1));
  if (hit !== undefined && open.length === 0) finish(hit, end.at, end.how);
  for (const step of open) {
    if (step === hit) finish(step, end.at, end.how);
    else Object.assign(step, { status: 'pending', startedAt: null, finishedAt: null } satisfies Partial<Step>);
  }
}

function finish(step: Step, at: string, status: StepEnd): Step {
  step.startedAt ??= at;
  step.status = status;
  step.finishedAt = at;
  return step;
}
