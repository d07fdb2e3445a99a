import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { PHASES, PhaseName } from '#lib/contract/builds.ts';
import { Downloads } from '#lib/contract/inventory.ts';
import { PREFLIGHT_PHASES } from '#lib/contract/preflight.ts';
import { Complete, Job } from '#lib/contract/worker-protocol.ts';
import { writeDurably } from './durable-file.ts';

/** How an attempt ends, as the server is told. */
export const Ending = Complete.omit({ lease: true });
export type Ending = z.infer<typeof Ending>;

/** Which secrets a log is masked with: those that a phase was given, by credential and version. */
export const SecretPin = z.object({ phase: PhaseName, versions: z.record(z.string(), z.number().int()) });
export type SecretPin = z.infer<typeof SecretPin>;

const PhaseEnd = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('exited'),
    at: z.string(),
    exit: z.object({ code: z.number().int(), isOutOfMemory: z.boolean(), limit: z.enum(['disk', 'log']).nullable() }),
    lastLines: z.array(z.string()),
    failedStep: z.object({ ordinal: z.number().int(), text: z.string() }).nullable(),
    isTlsUntrusted: z.boolean(),
    downloads: Downloads,
  }),
  /** By a cancel or the time limit. */
  z.object({ kind: z.literal('broken-off'), at: z.string(), by: z.enum(['cancelled', 'timed_out']) }),
]);
export type PhaseEnd = z.infer<typeof PhaseEnd>;

const PhaseState = z.object({ startedAt: z.string(), notes: z.array(z.string()), pins: z.array(SecretPin), ended: PhaseEnd.nullable() });
export type PhaseState = z.infer<typeof PhaseState>;

const AttemptState = z.object({ job: Job, startedAtMs: z.number(), bootId: z.string(), ending: Ending.nullable() });
type AttemptState = z.infer<typeof AttemptState>;

const ALL_PHASES = [...new Set([...PHASES, ...PREFLIGHT_PHASES])];

/**
 * What another process needs to go on with an attempt, written before the phase that it is about starts. With the same
 * results of the same phases, the same work is done again, so nothing else is kept. No secret is in it.
 */
export class AttemptJournal {
  readonly #dir: string;
  readonly #phases: Map<PhaseName, PhaseState>;
  #state: AttemptState;

  private constructor(dir: string, state: AttemptState, phases: Map<PhaseName, PhaseState>) {
    this.#dir = dir;
    this.#state = state;
    this.#phases = phases;
  }

  static async create(dir: string, job: Job): Promise<AttemptJournal> {
    const journal = new AttemptJournal(dir, { job, startedAtMs: Date.now(), bootId: await readBootId(), ending: null }, new Map());
    await journal.#writeAttempt();
    return journal;
  }

  /** Null: there is none that can be gone on with, such as after a restart of the host, which ended every container. */
  static async open(dir: string): Promise<AttemptJournal | null> {
    const state = await read(attemptFile(dir), AttemptState);
    if (state?.bootId !== (await readBootId())) return null;
    const phases = new Map<PhaseName, PhaseState>();
    for (const phase of ALL_PHASES) {
      const known = await read(phaseFile(dir, phase), PhaseState);
      if (known !== null) phases.set(phase, known);
    }
    return new AttemptJournal(dir, state, phases);
  }

  get job(): Job {
    return this.#state.job;
  }

  get startedAtMs(): number {
    return this.#state.startedAtMs;
  }

  /** Everything is done but telling the server. */
  get ending(): Ending | null {
    return this.#state.ending;
  }

  phase(name: PhaseName): PhaseState | null {
    return this.#phases.get(name) ?? null;
  }

  /** Those that have begun. */
  phases(): PhaseName[] {
    return [...this.#phases.keys()];
  }

  async begin(name: PhaseName, state: Omit<PhaseState, 'ended'>): Promise<void> {
    await this.#writePhase(name, { ...state, ended: null });
  }

  async end(name: PhaseName, ended: PhaseEnd): Promise<void> {
    const begun = this.#phases.get(name);
    if (begun !== undefined) await this.#writePhase(name, { ...begun, ended });
  }

  async finish(ending: Ending): Promise<void> {
    this.#state = { ...this.#state, ending };
    await this.#writeAttempt();
  }

  async #writePhase(name: PhaseName, state: PhaseState): Promise<void> {
    this.#phases.set(name, state);
    await writeDurably(phaseFile(this.#dir, name), JSON.stringify(state));
  }

  async #writeAttempt(): Promise<void> {
    await writeDurably(attemptFile(this.#dir), JSON.stringify(this.#state));
  }
}

async function read<S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S> | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function readBootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}

function attemptFile(dir: string): string {
  return path.join(dir, 'attempt.json');
}

function phaseFile(dir: string, phase: PhaseName): string {
  return path.join(dir, `${phase}.json`);
}
