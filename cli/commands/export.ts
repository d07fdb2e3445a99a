import { exportDefinition } from '#lib/ee/export/export.ts';
import { EXPORT_KINDS, type ExportKind } from '#lib/ee/export/types.ts';
import { printJson, readArguments, requireOne, type Command, type CommandIo } from '../command.ts';
import { readDefinition, withContent } from '../definition-input.ts';
import { CommandError, EXIT, usageError, type ExitCode } from '../exit-codes.ts';
import { writeOutput, type OutputFile } from '../write-files.ts';
import { NO_SCRIPTS, scriptFiles } from './context.ts';

export const exportCommand: Command = {
  name: 'export',
  usage: 'export --as folder|ee-utilities|containerfile -o DIR|FILE.zip [--name NAME] [--repository HOST/PATH] [--tag TAG]… [--ansible-builder PATH] [--json] FILE',
  summary: 'Write a definition as a folder for ansible-builder, as a playbook for the role ee_builder, or as a build context',
  run,
};

const OPTIONS = {
  as: { type: 'string' },
  output: { type: 'string', short: 'o' },
  name: { type: 'string' },
  repository: { type: 'string' },
  tag: { type: 'string', multiple: true },
  'ansible-builder': { type: 'string' },
} as const;

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const kind = kindOf(values.as);
  const file = requireOne(positionals);
  if (values.output === undefined) throw usageError('Say where to write with -o: a folder, or a file that ends in .zip.');
  const { source, folder } = await readDefinition(io, file, { name: values.name, repository: values.repository ?? null, tags: values.tag ?? [] });
  const result = exportDefinition(kind, source);
  if (!result.ok) throw new CommandError(`${file}: ${result.message}`, EXIT.findings);
  const scripts = kind === 'containerfile' ? await contextScripts(io, values['ansible-builder']) : { files: [], notes: result.notes };
  const files = [...(await withContent(result.files, folder)), ...scripts.files];
  await writeOutput(io.cwd, values.output, files);
  report(io, values.json ?? false, { output: values.output, files: files.map(({ path }) => path), notes: scripts.notes });
  return kind === 'containerfile' && scripts.files.length === 0 ? EXIT.incomplete : EXIT.ok;
}

function kindOf(name: string | undefined): ExportKind {
  const kind = EXPORT_KINDS.find((each) => each === name);
  if (kind === undefined) throw usageError(`Say what to export with --as: ${EXPORT_KINDS.join(', ')}.`);
  return kind;
}

async function contextScripts(io: CommandIo, given: string | undefined): Promise<{ files: OutputFile[]; notes: readonly string[] }> {
  const files = await scriptFiles(io, given);
  return { files: files.map((file) => ({ ...file, path: `context/${file.path}` })), notes: files.length === 0 ? [NO_SCRIPTS] : [] };
}

function report(io: CommandIo, isJson: boolean, result: { output: string; files: string[]; notes: readonly string[] }): void {
  if (isJson) printJson(io, result);
  else io.out(`Wrote ${String(result.files.length)} files to ${result.output}.\n`);
  for (const note of result.notes) io.err(`ee-foundry: ${note}\n`);
}
