import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { runCli } from '#cli/run.ts';

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly stdin?: string;
}

/** Runs a command in this process: the same code without a start-up. */
export async function runCommand(args: readonly string[], { cwd, stdin = '' }: CliOptions = {}): Promise<CliResult> {
  const printed = { out: '', err: '' };
  const code = await runCli(args, {
    cwd: cwd ?? process.cwd(),
    readStdin: () => Promise.resolve(new TextEncoder().encode(stdin)),
    out: (part) => {
      printed.out += part;
    },
    err: (part) => {
      printed.err += part;
    },
  });
  return { code, ...printed };
}

/** Runs the command line as people do: as a process of its own. `path` stands for the PATH of the tests. */
export async function runProcess(args: readonly string[], { cwd, stdin = '', path }: CliOptions & { readonly path?: string } = {}): Promise<CliResult> {
  const env = path === undefined ? process.env : { ...process.env, PATH: path };
  const child = spawn(resolve('cli/ee-foundry'), args, { cwd: cwd ?? process.cwd(), env, stdio: 'pipe' });
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((done, failed) => child.once('error', failed).once('close', done));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ee-foundry-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
