import { readContainerfile, type Stage } from '#lib/ee/containerfile/read.ts';
import type { Instruction } from '#lib/ee/containerfile/instructions.ts';

/** One `[stage/stages] STEP step/steps: text` line of podman build; numbers count from 1. */
export interface StepLine {
  readonly stage: number;
  readonly stageCount: number;
  readonly step: number;
  readonly stepCount: number;
  readonly text: string;
}

export interface ExpectedStep extends StepLine {
  readonly stageName: string | null;
  readonly keyword: string;
  /** The line of the Containerfile, from 1. */
  readonly line: number;
  /** False for the FROM of an earlier stage: podman prints an image id in place of its name. */
  readonly isExact: boolean;
}

/**
 * The STEP lines of a build in podman's order. Stages that the last one does not need are left out, as podman
 * does; seen with podman 4.3 and 5.4.
 */
export function expectedSteps(containerfile: string, buildArguments: Readonly<Record<string, string>> = {}): ExpectedStep[] {
  const { stages } = readContainerfile(containerfile, buildArguments);
  const needed = neededStages(stages);
  return stages.flatMap((stage, index) => {
    if (!needed.has(index)) return [];
    return stage.instructions.map((instruction, step): ExpectedStep => ({
      stage: index + 1,
      stageCount: stages.length,
      step: step + 1,
      stepCount: stage.instructions.length,
      text: step === 0 ? fromText(stage) : instructionText(instruction),
      stageName: stage.name,
      keyword: instruction.keyword,
      line: instruction.line,
      isExact: step > 0 || stage.fromStage === null,
    }));
  });
}

/** Reads a line of podman's output that looks like a step; whether it is one, only `isStepLine` knows. */
export function readStepLine(line: string): StepLine | null {
  const match = /^(?:\[(\d+)\/(\d+)\] )?STEP (\d+)\/(\d+): (.*)$/s.exec(line);
  if (match === null) return null;
  const [stage, stageCount, step, stepCount] = match.slice(1, 5).map((part: string | undefined) => Number(part ?? 1));
  return { stage: stage ?? 1, stageCount: stageCount ?? 1, step: step ?? 1, stepCount: stepCount ?? 1, text: match[5] ?? '' };
}

/** Whether a line of output announces this step. A RUN that prints another step's line does not match. */
export function isStepLine(line: string, expected: ExpectedStep): boolean {
  const actual = readStepLine(line);
  if (actual === null) return false;
  const samePlace =
    actual.stage === expected.stage &&
    actual.stageCount === expected.stageCount &&
    actual.step === expected.step &&
    actual.stepCount === expected.stepCount;
  if (!samePlace || expected.isExact) return samePlace && actual.text === expected.text;
  return /^FROM \S+(?: AS \S+)?$/.test(actual.text);
}

function fromText(stage: Stage): string {
  return stage.name === null ? `FROM ${stage.from}` : `FROM ${stage.from} AS ${stage.name}`;
}

function instructionText({ text, heredocs }: Instruction): string {
  return heredocs.length === 0 ? text : `${text} (${summaryOf(heredocs[0] ?? '')})`;
}

function summaryOf(heredoc: string): string {
  const lines = heredoc.trim().split('\n');
  const first = lines[0] ?? '';
  return lines.length > 1 ? `${first}...` : first;
}

function neededStages(stages: readonly Stage[]): Set<number> {
  const needed = new Set<number>();
  const visit = (index: number): void => {
    const stage = stages[index];
    if (stage === undefined || needed.has(index)) return;
    needed.add(index);
    if (stage.fromStage !== null) visit(stage.fromStage);
    for (const source of referencedStages(stage, stages.slice(0, index))) visit(source);
  };
  visit(stages.length - 1);
  return needed;
}

function referencedStages(stage: Stage, earlier: readonly Stage[]): number[] {
  const flags = stage.instructions.flatMap(({ text }) => [...text.matchAll(/[\s,]--from=(\S+)|,from=([^,\s]+)/g)]);
  return flags.flatMap((match) => {
    const reference = match[1] ?? match[2] ?? '';
    const named = earlier.findLastIndex(({ name }) => name !== null && name.toLowerCase() === reference.toLowerCase());
    if (named >= 0) return [named];
    return /^\d+$/.test(reference) && Number(reference) < earlier.length ? [Number(reference)] : [];
  });
}
