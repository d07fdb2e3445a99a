import type { Step } from '#lib/contract/builds.ts';
import type { LogRecord } from '#worker/driver.ts';
import type { PhasePlan } from '#worker/engine/engine.ts';
import type { Masker, MaskRules } from '#worker/log/masker.ts';
import type { PhaseLog } from '#worker/log/phase-log.ts';
import type { Attempt } from './attempt.ts';
import { createStepTracker } from './step-tracker.ts';
import type { StepEnd } from './step-walk.ts';

const KEPT_LINES = 40;
const MAX_KEPT_LINE = 2000;
const TLS_FAILURE = /certificate signed by unknown authority|CERTIFICATE_VERIFY_FAILED|unable to get local issuer certificate|self-signed certificate in certificate chain/;

export interface PhaseOutput {
  follow: (records: AsyncIterable<LogRecord>) => Promise<void>;
  end: (how: StepEnd, imageIds: readonly string[] | null) => void;
  /** Masked; of the failed step alone when there is one. */
  lastLines: () => string[];
  failedStep: () => { ordinal: number; text: string } | null;
}

interface OutputOptions {
  attempt: Attempt;
  plan: PhasePlan;
  log: PhaseLog;
  /** The same from the first line to the last, so that the log is a function of the raw output alone. */
  rules: MaskRules;
  /** Of the raw log: a former process told about the steps up to here. */
  knownBytes: number;
}

/** Turns a phase's raw output into its masked log and its steps. */
export function startPhaseOutput({ attempt, plan, log, rules, knownBytes }: OutputOptions): PhaseOutput {
  const tracker = createStepTracker(plan.steps);
  const last: { number: number; text: string }[] = [];
  let open: Masker | null = null;
  let isEnded = false;
  let isCatchingUp = knownBytes > 0;
  if (!isCatchingUp) attempt.reporter.steps(plan.phase, tracker.steps());

  /** A line that comes in parts is masked as one text. */
  function masked(record: LogRecord): string {
    if (open === null && !record.isContinued) return rules.maskLine(record.text);
    open ??= rules.start();
    const text = open.push(record.text);
    if (record.isContinued) return text;
    const rest = open.flush();
    open = null;
    return text + rest;
  }

  function take(record: LogRecord): Promise<void> {
    const text = masked(record);
    const number = log.lineCount() + 1;
    last.push({ number, text: text.slice(0, MAX_KEPT_LINE) });
    if (last.length > KEPT_LINES) last.shift();
    if (TLS_FAILURE.test(text)) attempt.isTlsUntrusted = true;
    const changed = tracker.feed({ at: record.at, text: record.text, number });
    if (changed.some((step) => step.status === 'running')) attempt.isTlsUntrusted = false;
    tell(record, changed);
    return log.append(record.at, text);
  }

  function tell({ nextOffset }: LogRecord, changed: Step[]): void {
    if (!isCatchingUp) attempt.reporter.steps(plan.phase, changed);
    else if (nextOffset >= knownBytes) {
      isCatchingUp = false;
      attempt.reporter.steps(plan.phase, tracker.steps());
    }
  }

  return {
    async follow(records) {
      for await (const record of records) await take(record);
    },
    end(how, imageIds) {
      if (isEnded) return;
      isEnded = true;
      if (plan.steps.length > 0) attempt.reporter.steps(plan.phase, tracker.settle({ at: new Date().toISOString(), how, imageIds }));
    },
    lastLines() {
      const from = tracker.failedStep()?.logLine ?? 0;
      return last.filter((line) => line.number > from).map((line) => line.text);
    },
    failedStep() {
      const step = tracker.failedStep();
      return step === null ? null : { ordinal: step.ordinal, text: step.text.slice(0, 2000) };
    },
  };
}
