import { execa } from 'execa';

/** Programs of the host that the worker starts: nothing else, and never through a shell. */
export type Program = 'podman' | 'du';

export interface RunOptions {
  /** Goes to standard input: the way for everything secret. */
  input?: Uint8Array;
  /** Default 60 s. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Default: `/`. */
  cwd?: string;
  /** Added to the runner's environment. */
  env?: Readonly<Record<string, string>>;
}

export interface RunResult {
  /** null: ended by a signal, the timeout or an abort, or could not be started. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
  isTimedOut: boolean;
}

export type Runner = (program: Program, args: readonly string[], options?: RunOptions) => Promise<RunResult>;

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Processes get exactly `env`, nothing of the worker's own: conmon keeps it for as long as a container lives. */
export function createRunner(env: Readonly<Record<string, string>>): Runner {
  return async function run(program, args, options = {}) {
    const result = await execa(program, args, {
      env: { ...env, ...options.env },
      extendEnv: false,
      cwd: options.cwd ?? '/',
      reject: false,
      stripFinalNewline: true,
      timeout: options.timeoutMs ?? 60_000,
      forceKillAfterDelay: 2000,
      maxBuffer: MAX_OUTPUT_BYTES,
      cleanup: false,
      ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
      ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
    });
    return {
      exitCode: result.exitCode ?? null,
      stdout: result.stdout,
      stderr: result.stderr === '' && result.exitCode === undefined ? (result.shortMessage ?? '') : result.stderr,
      isTimedOut: result.timedOut,
    };
  };
}
