import { appendFile } from 'node:fs/promises';
import { execa } from 'execa';

/** A process that is killed and started again. */
export interface Victim {
  start: () => void;
  /** kill -9; resolves when it is gone. */
  kill: () => Promise<void>;
  signal: (signal: NodeJS.Signals) => void;
  /** Resolves when it has ended by itself. */
  ended: () => Promise<void>;
}

export interface VictimOptions {
  script: string;
  env: Record<string, string>;
  /** Everything that it wrote. */
  logFile: string;
}

export function createVictim({ script, env, logFile }: VictimOptions): Victim {
  const launch = () => execa(process.execPath, [script], { env: { ...env, NODE_ENV: 'production' }, reject: false, stdin: 'ignore', all: true, buffer: false });
  let child: ReturnType<typeof launch> | null = null;
  return {
    start() {
      child = launch();
      child.all.on('data', (chunk: Buffer) => void appendFile(logFile, chunk));
    },
    async kill() {
      child?.kill('SIGKILL');
      await child;
    },
    signal: (signal) => void child?.kill(signal),
    async ended() {
      await child;
    },
  };
}
