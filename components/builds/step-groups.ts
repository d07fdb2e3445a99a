import type { Phase, Step } from '#lib/contract/builds.ts';

export type Stage = { name: string; steps: Step[] };

/** A phase's steps by stage, in order. */
export function groupByStage(steps: readonly Step[]): Stage[] {
  const stages: (Stage & { stage: number })[] = [];
  for (const step of [...steps].sort((a, b) => a.ordinal - b.ordinal)) {
    const last = stages.at(-1);
    if (last?.stage === step.stage) last.steps.push(step);
    else stages.push({ stage: step.stage, name: step.stageName === '' ? `Stage ${step.stage}` : step.stageName, steps: [step] });
  }
  return stages;
}

/** How long something took, or has taken so far; null before it began. */
export function elapsedMs(of: { startedAt: string | null; finishedAt: string | null }, nowMs: number): number | null {
  if (of.startedAt === null) return null;
  return Math.max(0, (of.finishedAt === null ? nowMs : Date.parse(of.finishedAt)) - Date.parse(of.startedAt));
}

/** The longest of an attempt's phases and of its steps: what the bars are measured against. */
export function longestMs(phases: readonly Phase[], nowMs: number): { phase: number; step: number } {
  const longest = (items: readonly { startedAt: string | null; finishedAt: string | null }[]): number => items.reduce((most, item) => Math.max(most, elapsedMs(item, nowMs) ?? 0), 1);
  return { phase: longest(phases), step: longest(phases.flatMap((phase) => phase.steps)) };
}

/** 12/21: the step that runs, of all steps of its phase. */
export function progressOf(phase: Phase): { done: number; total: number } | null {
  if (phase.steps.length === 0) return null;
  return { done: phase.steps.filter((step) => step.status === 'succeeded').length, total: phase.steps.length };
}

/** A step in short: its instruction without options and line breaks. */
export function shortStep(text: string): string {
  return text.replace(/\\?\s*\n/g, ' ').replace(/\s+/g, ' ').replace(/^(\w+)(?: --[\w-]+=\S+)+/, '$1').trim();
}
