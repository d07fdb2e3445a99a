import { parseArgs, type ParseArgsConfig } from 'node:util';
import { usageError, type ExitCode } from './exit-codes.ts';

export interface CommandIo {
  readonly cwd: string;
  readonly readStdin: () => Promise<Uint8Array>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export interface Command {
  readonly name: string;
  /** After the command's name in the help. */
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: readonly string[], io: CommandIo) => Promise<ExitCode>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options and file names of a command. @throws CommandError for options that it does not have. */
export function readArguments<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options: { ...options, json: { type: 'boolean' as const } }, allowPositionals: true, strict: true });
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error));
  }
}

export function requireFiles(files: readonly string[]): readonly string[] {
  if (files.length === 0) throw usageError('Name at least one file, or - for standard input.');
  return files;
}

export function requireOne(files: readonly string[]): string {
  const [file] = files;
  if (file === undefined || files.length > 1) throw usageError('Name one file, or - for standard input.');
  return file;
}

export function printJson(io: CommandIo, value: unknown): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}
