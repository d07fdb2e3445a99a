import type { Command, CommandIo } from './command.ts';
import { CommandError, EXIT, usageError, type ExitCode } from './exit-codes.ts';
import { checkCommand } from './commands/check.ts';
import { contextCommand } from './commands/context.ts';
import { exportCommand } from './commands/export.ts';
import { fmtCommand } from './commands/fmt.ts';
import { importCommand } from './commands/import.ts';
import { migrateCommand } from './commands/migrate.ts';

const COMMANDS: readonly Command[] = [checkCommand, fmtCommand, migrateCommand, contextCommand, importCommand, exportCommand];

/** Runs one command. Expected failures end with a message on standard error and their exit code. */
export async function runCli(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help' || rest.includes('--help')) {
      io.out(helpText());
      return name === undefined ? EXIT.usage : EXIT.ok;
    }
    const command = COMMANDS.find((each) => each.name === name);
    if (command === undefined) throw usageError(`There is no command "${name}".`);
    return await command.run(rest, io);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    io.err(`ee-foundry: ${error.message}\n`);
    return error.exitCode;
  }
}

function helpText(): string {
  const commands = COMMANDS.map(({ usage, summary }) => `  ee-foundry ${usage}\n      ${summary}.\n`);
  return `Execution environments on the command line.\n\n${commands.join('')}
FILE may be "-" for standard input. --json prints the result as JSON.
Exit codes: 0 all well, 1 something was found, 2 wrong use, 3 a file cannot be read or written, 4 done but incomplete.
`;
}
