import { resolve } from 'node:path';
import { migrateDefinition, type Migration } from '#lib/ee/migrate/migrate.ts';
import { printJson, readArguments, requireOne, type Command, type CommandIo } from '../command.ts';
import { CommandError, EXIT, usageError, type ExitCode } from '../exit-codes.ts';
import { readInput, writeBytes } from '../files.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate [--write] [--json] FILE',
  summary: 'Turn a definition of version 1 or 2 into version 3; comments stay. Prints it, or writes it in place',
  run,
};

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(args, { write: { type: 'boolean' } });
  const name = requireOne(positionals);
  const isWritten = values.write ?? false;
  if (isWritten && name === '-') throw usageError('Standard input cannot be written in place. Leave --write out.');
  const { text } = await readInput(io, name);
  if (text === null) throw new CommandError(`${name}: the file is not UTF-8 text. Save it as UTF-8.`, EXIT.findings);
  const migrated = migrateDefinition(text);
  if (!migrated.ok) throw new CommandError(`${name}: ${migrated.message} "ee-foundry check" lists them.`, EXIT.findings);
  const changed = migrated.text !== text;
  if (isWritten && changed) await writeBytes(resolve(io.cwd, name), migrated.text);
  if (values.json === true) printJson(io, { file: name, changed, text: migrated.text, notes: migrated.notes });
  else print(io, name, migrated, isWritten);
  return EXIT.ok;
}

function print(io: CommandIo, name: string, { text, notes }: Migration, isWritten: boolean): void {
  if (!isWritten) io.out(text);
  for (const note of notes) io.err(`${name}: ${note}\n`);
}
