import { execa } from 'execa';

export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export interface CommandOptions {
  env?: Record<string, string> | undefined;
  cwd?: string | undefined;
  input?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Gets every line of standard output and standard error as it comes. */
  onLine?: ((line: string) => void) | undefined;
}

const SHOWN_LINES = 30;
const KILL_AFTER_MS = 60_000;

/**
 * Runs a program to its end and returns its standard output; a failure throws with the last lines of its output.
 * With a signal it runs in a process group of its own, and an abort ends the whole group.
 */
export async function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const child = execa(program, args, { all: true, reject: false, stdin: 'ignore', maxBuffer: 64 * 1024 * 1024, ...toExecaOptions(options) });
  const interruption = interruptOnAbort(child.pid, options.signal);
  try {
    if (options.onLine !== undefined) {
      for await (const line of child.iterable({ from: 'all' })) options.onLine(line);
    }
    const result = await child;
    if (options.signal?.aborted === true) throw new CommandError(`${program} was interrupted.`);
    if (result.failed) throw new CommandError(describeFailure(program, args, result));
    return result.stdout;
  } finally {
    interruption.stop();
  }
}

/** The group gets SIGINT as from a terminal, which mmdebstrap needs to clean up behind itself, and SIGKILL when that does not help. */
function interruptOnAbort(pid: number | undefined, signal: AbortSignal | undefined): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  function interrupt(): void {
    signalGroup(pid, 'SIGINT');
    timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), KILL_AFTER_MS);
  }
  signal?.addEventListener('abort', interrupt, { once: true });
  return {
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
    },
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function toExecaOptions(options: CommandOptions) {
  return {
    ...(options.input === undefined ? {} : { input: options.input, stdin: 'pipe' as const }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.signal === undefined ? {} : { detached: true, cleanup: false }),
  };
}

interface FailedResult {
  code?: string | undefined;
  exitCode?: number | undefined;
  signal?: string | undefined;
  all?: string | undefined;
}

function describeFailure(program: string, args: readonly string[], result: FailedResult): string {
  if (result.code === 'ENOENT') return `${program} was not found on this machine.`;
  const how = result.signal === undefined ? `exit code ${String(result.exitCode)}` : `signal ${result.signal}`;
  const tail = (result.all ?? '').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  return `${program} ${args.slice(0, 3).join(' ')} … failed (${how}):\n${tail}`;
}
