import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PhaseName, PhaseStatus } from '#lib/contract/builds.ts';
import type { PhaseDirs, PhaseExit, PhaseHandle } from '#worker/driver.ts';
import type { PhasePlan, PhaseResult } from '#worker/engine/engine.ts';
import { openPhaseLog, type PhaseLog } from '#worker/log/phase-log.ts';
import { phaseDirs, preparePhaseDirs } from '#worker/podman/phase-dirs.ts';
import { AttemptEnd, CannotGoOnError, endOf } from './attempt-end.ts';
import { phaseOrdinal, type Attempt } from './attempt.ts';
import type { PhaseEnd, PhaseState } from './journal.ts';
import { openContainer, type Delivery, type PhaseContainer } from './phase-container.ts';
import { readOutput } from './phase-files.ts';
import { writeInputs } from './phase-inputs.ts';
import { startPhaseOutput, type PhaseOutput } from './phase-output.ts';

const MAX_TEXT_BYTES = 4 * 1024 * 1024;
const TAKEN_OVER = 'The worker was started again while this phase ran and went on with it. Downloads of before are not in the list of downloads.';

export interface PhaseOptions {
  notes?: readonly string[];
  /** Besides the plan's secrets. */
  deliveries?: readonly Delivery[];
}

/**
 * Runs one phase to its end in a container of its own; nothing of it is left but its out folder. A phase that a former
 * process ended is not run again, one that it began is gone on with.
 */
export async function runPhase(attempt: Attempt, plan: PhasePlan, options: PhaseOptions = {}): Promise<PhaseResult> {
  attempt.phase = plan.phase;
  const former = attempt.journal.phase(plan.phase);
  if (former === null) return runNew(attempt, plan, options);
  if (former.ended !== null) return repeatEnd(attempt, plan, former, former.ended);
  const handle = attempt.findContainer(plan.phase);
  if (handle !== null) return runToEnd({ attempt, plan, options, taken: { handle, state: former } });
  if (await hasSpooled(attempt, plan.phase)) throw new CannotGoOnError(`The container of the phase ${plan.phase} was gone when the worker was started again.`);
  return runNew(attempt, plan, options);
}

function runNew(attempt: Attempt, plan: PhasePlan, options: PhaseOptions): Promise<PhaseResult> {
  attempt.signal.throwIfAborted();
  return runToEnd({ attempt, plan, options, taken: null });
}

/** A limit of ours ended the phase. */
export class LimitError extends Error {
  override name = 'LimitError';
  readonly plan: PhasePlan;
  readonly exit: PhaseExit;
  readonly lastLines: readonly string[];

  constructor(plan: PhasePlan, exit: PhaseExit, lastLines: readonly string[]) {
    super(`A limit ended the phase ${plan.phase}.`);
    this.plan = plan;
    this.exit = exit;
    this.lastLines = lastLines;
  }
}

interface PhaseRun {
  attempt: Attempt;
  plan: PhasePlan;
  options: PhaseOptions;
  /** What a former process had begun. */
  taken: { handle: PhaseHandle; state: PhaseState } | null;
}

type Head = Pick<PhaseState, 'startedAt' | 'notes'>;
type Report = (status: PhaseStatus, finishedAt: string | null) => void;

interface Open {
  log: PhaseLog;
  container: PhaseContainer;
  output: PhaseOutput;
}

async function runToEnd(run: PhaseRun): Promise<PhaseResult> {
  const { attempt, plan, taken } = run;
  const head = headOf(run);
  const report = reporterOf(attempt, plan.phase, head);
  report('running', null);
  /** Grows while the phase is opened, so that whatever is there is ended with it. */
  const open: Partial<Open> = {};
  try {
    const all = taken === null ? await begin(run, head, open) : await takeOver(run, { ...taken, head }, open);
    const ended = await followToEnd(run, all);
    report(statusOf(ended), ended.at);
    return resultOf(plan, ended, phaseDirs(attempt.dir, plan.phase));
  } catch (error) {
    if (!(error instanceof LimitError)) await breakOff(attempt, plan.phase, { ...open, report });
    throw error;
  } finally {
    const { container, log } = open;
    if (container !== undefined) attempt.cleaning.push(container.close().catch((error: unknown) => attempt.logger.error({ err: error }, 'the way out of a phase could not be closed')));
    if (log !== undefined) seal(attempt, plan.phase, log);
  }
}

function headOf({ plan, options, taken }: PhaseRun): Head {
  if (taken === null) return { startedAt: new Date().toISOString(), notes: [...(options.notes ?? [])] };
  const { startedAt, notes } = taken.state;
  return { startedAt, notes: plan.network === 'none' || notes.includes(TAKEN_OVER) ? notes : [...notes, TAKEN_OVER] };
}

async function begin({ attempt, plan, options }: PhaseRun, head: Head, open: Partial<Open>): Promise<Open> {
  const { phase } = plan;
  const dirs = await freshDirs(attempt, phase);
  const log = (open.log = await openLog(attempt, phase));
  const container = (open.container = await openContainer({ attempt, plan, dirs, former: null, deliveries: options.deliveries ?? [] }));
  await writeInputs(attempt, plan, dirs);
  if (plan.secrets.length > 0) await attempt.secrets.get(phase);
  const pins = attempt.secrets.pins();
  // On disk before the container starts.
  await attempt.journal.begin(phase, { ...head, pins });
  const output = (open.output = startPhaseOutput({ attempt, plan, log, rules: await attempt.secrets.rulesOf(pins), knownBytes: 0 }));
  return { log, container, output };
}

/** The way out is opened and a cancel heeded before the server is reached: the container has been running all the time. */
async function takeOver({ attempt, plan, options }: PhaseRun, { handle, state, head }: { handle: PhaseHandle; state: PhaseState; head: Head }, open: Partial<Open>): Promise<Open> {
  const { phase } = plan;
  const container = (open.container = await openContainer({ attempt, plan, dirs: phaseDirs(attempt.dir, phase), former: handle, deliveries: options.deliveries ?? [] }));
  await attempt.journal.begin(phase, { ...head, pins: state.pins });
  const knownBytes = await sizeOf(handle.logFile);
  const rules = await attempt.secrets.rulesOf(state.pins);
  const log = (open.log = await openLog(attempt, phase));
  const output = (open.output = startPhaseOutput({ attempt, plan, log, rules, knownBytes }));
  return { log, container, output };
}

async function followToEnd({ attempt, plan, taken }: PhaseRun, { log, container, output }: Open): Promise<Exited> {
  const exit = await container.run(output);
  attempt.signal.throwIfAborted();
  if (taken !== null && plan.network === 'egress' && exit.code !== 0 && !hitLimit(exit)) {
    throw new CannotGoOnError(`The phase ${plan.phase} failed after the worker had been away, perhaps because its network had been, too.`);
  }
  output.end(exit.code === 0 ? 'succeeded' : 'failed', await readImageIds(phaseDirs(attempt.dir, plan.phase).out));
  const ended: Exited = {
    kind: 'exited',
    at: new Date().toISOString(),
    exit,
    lastLines: output.lastLines(),
    failedStep: output.failedStep(),
    isTlsUntrusted: attempt.isTlsUntrusted,
    downloads: container.downloads(),
  };
  await log.sync();
  await attempt.journal.end(plan.phase, ended);
  return ended;
}

async function breakOff(attempt: Attempt, phase: PhaseName, { log, output, report }: Partial<Open> & { report: Report }): Promise<void> {
  const how = attempt.signal.aborted ? 'cancelled' : 'failed';
  output?.end(how, null);
  const at = new Date().toISOString();
  report(how, at);
  const by = endOf(attempt.signal);
  if (log === undefined || by === null || by === 'lost') return;
  await log.sync();
  await attempt.journal.end(phase, { kind: 'broken-off', at, by });
}

function openLog(attempt: Attempt, phase: PhaseName, isWhole = false): Promise<PhaseLog> {
  return openPhaseLog({ link: attempt.link, lease: attempt.job.lease, phase, spoolFile: spoolFile(attempt, phase), isWhole, signal: attempt.lost });
}

/** Ended by a former process: the server may not have been told yet. */
async function repeatEnd(attempt: Attempt, plan: PhasePlan, state: PhaseState, ended: PhaseEnd): Promise<PhaseResult> {
  attempt.secrets.adopt(state.pins);
  reporterOf(attempt, plan.phase, state)(statusOf(ended), ended.at);
  await keepSealing(attempt, plan.phase);
  if (ended.kind === 'broken-off') throw new AttemptEnd(ended.by, 'The phase had been broken off.');
  attempt.isTlsUntrusted = ended.isTlsUntrusted;
  attempt.downloads.push(...ended.downloads);
  return resultOf(plan, ended, phaseDirs(attempt.dir, plan.phase));
}

function reporterOf(attempt: Attempt, phase: PhaseName, { startedAt, notes }: Head): Report {
  return (status, finishedAt) =>
    attempt.reporter.phase({ phase, ordinal: phaseOrdinal(attempt.job, phase), status, startedAt, finishedAt, notes: [...notes] });
}

function statusOf(ended: PhaseEnd): PhaseStatus {
  if (ended.kind === 'broken-off') return 'cancelled';
  return ended.exit.code === 0 && !hitLimit(ended.exit) ? 'succeeded' : 'failed';
}

function hitLimit(exit: PhaseExit): boolean {
  return exit.limit !== null || exit.isOutOfMemory;
}

type Exited = Extract<PhaseEnd, { kind: 'exited' }>;

/** @throws LimitError */
function resultOf(plan: PhasePlan, { exit, lastLines, failedStep }: Exited, dirs: PhaseDirs): PhaseResult {
  if (hitLimit(exit)) throw new LimitError(plan, exit, lastLines);
  return {
    phase: plan.phase,
    exitCode: exit.code,
    async readText(name) {
      return (await readOutput(dirs.out, name, MAX_TEXT_BYTES))?.toString('utf8') ?? null;
    },
    lastLines,
    failedStep,
  };
}

/** What a start that was cut off left would be in the way. */
async function freshDirs(attempt: Attempt, phase: PhaseName): Promise<PhaseDirs> {
  await rm(phaseDirs(attempt.dir, phase).root, { recursive: true, force: true });
  return preparePhaseDirs(attempt.dir, phase);
}

async function hasSpooled(attempt: Attempt, phase: PhaseName): Promise<boolean> {
  return (await sizeOf(spoolFile(attempt, phase))) > 0;
}

function spoolFile(attempt: Attempt, phase: PhaseName): string {
  return path.join(phaseDirs(attempt.dir, phase).root, 'log');
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(({ size }) => size, () => 0);
}

async function readImageIds(outDir: string): Promise<string[] | null> {
  const bytes = await readOutput(outDir, 'image-ids.json', MAX_TEXT_BYTES);
  if (bytes === null) return null;
  return [...bytes.toString('utf8').matchAll(/"([0-9a-f]{64})"/g)].flatMap((match) => match[1] ?? []);
}

/** Goes on sending the log of a phase that has ended, unless that is being done. */
export async function keepSealing(attempt: Attempt, phase: PhaseName): Promise<void> {
  if (attempt.sealing.some((each) => each.phase === phase)) return;
  seal(attempt, phase, await openLog(attempt, phase, true));
}

/** The build goes on while the rest of the log is on its way. */
function seal(attempt: Attempt, phase: PhaseName, log: PhaseLog): void {
  const done = log.seal(attempt.lost);
  done.catch(() => undefined);
  attempt.sealing.push({ phase, log, done });
}
