import { contextExport } from '#lib/ee/export/context.ts';
import { findBuilderScripts } from '../builder-scripts.ts';
import { printJson, readArguments, requireOne, type Command, type CommandIo } from '../command.ts';
import { readDefinition, withContent } from '../definition-input.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-codes.ts';
import { writeOutput, type OutputFile } from '../write-files.ts';

export const contextCommand: Command = {
  name: 'context',
  usage: 'context [-o DIR] [--ansible-builder PATH] [--json] FILE',
  summary: 'Write what "ansible-builder create" would: Containerfile and _build, into DIR (default: context)',
  run,
};

export const NO_SCRIPTS =
  "ansible-builder's own scripts (_build/scripts) are left out: no ansible-builder was found on PATH. Install it, or name it with --ansible-builder PATH.";

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(args, { output: { type: 'string', short: 'o' }, 'ansible-builder': { type: 'string' } });
  const name = requireOne(positionals);
  const target = values.output ?? 'context';
  const { source, folder } = await readDefinition(io, name);
  const result = contextExport(source);
  if (!result.ok) throw new CommandError(`${name}: ${result.message}`, EXIT.findings);
  const files = (await withContent(result.files, folder)).map((file) => ({ ...file, path: file.path.replace(/^context\//, '') }));
  const scripts = await scriptFiles(io, values['ansible-builder']);
  await writeOutput(io.cwd, target, [...files, ...scripts]);
  report(io, values.json ?? false, { directory: target, files: [...files, ...scripts].map(({ path }) => path).sort(), hasScripts: scripts.length > 0 });
  return scripts.length > 0 ? EXIT.ok : EXIT.incomplete;
}

/** ansible-builder's scripts as files of a context; none where it is not installed. */
export async function scriptFiles(io: CommandIo, given: string | undefined): Promise<OutputFile[]> {
  const scripts = await findBuilderScripts(io.cwd, given);
  if (scripts === null && given !== undefined) throw new CommandError(`${given}: there is no ansible-builder here. Name its program, for instance .venv/bin/ansible-builder.`, EXIT.file);
  return (scripts ?? []).map(({ name, mode, content }) => ({ path: `_build/scripts/${name}`, mode, content }));
}

function report(io: CommandIo, isJson: boolean, result: { directory: string; files: string[]; hasScripts: boolean }): void {
  if (isJson) printJson(io, result);
  else io.out(`Wrote ${String(result.files.length)} files to ${result.directory}.\n`);
  if (!result.hasScripts) io.err(`ee-foundry: ${NO_SCRIPTS}\n`);
}
