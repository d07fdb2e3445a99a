/** What the exit code of a command says; docs/cli.md lists them. */
export const EXIT = {
  ok: 0,
  /** The command did its work and found something: errors, a file that is not formatted. */
  findings: 1,
  /** Wrong use: an unknown option, a missing file name. */
  usage: 2,
  /** A file cannot be read or written. */
  file: 3,
  /** Done, but a part is left out; the message says which. */
  incomplete: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for the user; `message` says what to do. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function usageError(message: string): CommandError {
  return new CommandError(`${message}\nRun "ee-foundry --help" for the commands and their options.`, EXIT.usage);
}
