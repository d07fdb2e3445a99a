import { ImageContents } from '#lib/ee/import/image.ts';
import { planImport, type ImportOptions } from '#lib/ee/import/import.ts';
import type { ImportedDefinition, ImportNote, ImportPlan } from '#lib/ee/import/types.ts';
import { resolve } from 'node:path';
import { printJson, readArguments, requireFiles, type Command, type CommandIo } from '../command.ts';
import { CommandError, EXIT, usageError, type ExitCode } from '../exit-codes.ts';
import { decode, readBytes } from '../files.ts';
import { readImport, type ImportInput } from '../import-input.ts';
import { writeOutput, type OutputFile } from '../write-files.ts';

/** Has ansible-core and ansible-runner, which a draft of requirement files needs. */
const DEFAULT_BASE_IMAGE = 'ghcr.io/ansible-community/community-ee-minimal:latest';

export const importCommand: Command = {
  name: 'import',
  usage: 'import [-o DIR] [--set NAME=VALUE]… [--base-image IMAGE] [--base-contents FILE] [--json] PATH…',
  summary: 'Make definitions from files, folders or zip archives: definitions, playbooks and vars files with ee_list, requirement files, contents of an image',
  run,
};

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  set: { type: 'string', multiple: true },
  'base-image': { type: 'string' },
  'base-contents': { type: 'string' },
} as const;

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const inputs = await readImport(io, requireFiles(positionals));
  const baseContents = values['base-contents'] === undefined ? null : await readContents(io, values['base-contents']);
  const options: ImportOptions = {
    baseImage: values['base-image'] ?? DEFAULT_BASE_IMAGE,
    answers: answersOf(values.set ?? []),
    ...(baseContents === null ? {} : { baseContents }),
  };
  const plan = planImport(inputs.map(({ file }) => file), options);
  if (values.output !== undefined && plan.definitions.length > 0) await writeOutput(io.cwd, values.output, outputOf(plan, inputs));
  if (values.json === true) printJson(io, plan);
  else print(io, plan, values.output ?? null);
  const hasErrors = [...plan.notes, ...plan.definitions.flatMap(({ notes }) => notes)].some(({ severity }) => severity === 'error');
  return hasErrors ? EXIT.findings : EXIT.ok;
}

function answersOf(assignments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(assignment) ?? [];
      if (name === undefined || value === undefined) throw usageError(`--set takes NAME=VALUE, not "${assignment}".`);
      return [name, value];
    }),
  );
}

async function readContents(io: CommandIo, name: string): Promise<ImageContents> {
  const text = decode(await readBytes(resolve(io.cwd, name), name)) ?? '';
  try {
    return ImageContents.parse(JSON.parse(text));
  } catch {
    throw new CommandError(`${name}: this is not the contents of an image (the JSON of a build's contents).`, EXIT.findings);
  }
}

function outputOf({ definitions }: ImportPlan, inputs: readonly ImportInput[]): OutputFile[] {
  const bytes = new Map(inputs.map((input) => [input.file.path, input.bytes]));
  return definitions.flatMap(({ name, text, files }) => [
    { path: `${name}/execution-environment.yml`, mode: 0o644, content: new TextEncoder().encode(text) },
    ...files.map(({ path, source }): OutputFile => {
      const content = source.kind === 'text' ? new TextEncoder().encode(source.text) : (bytes.get(source.path) ?? new Uint8Array());
      return { path: `${name}/${path}`, mode: content[0] === 0x23 && content[1] === 0x21 ? 0o755 : 0o644, content };
    }),
  ]);
}

function print(io: CommandIo, { definitions, notes }: ImportPlan, target: string | null): void {
  for (const definition of definitions) printDefinition(io, definition, target);
  for (const note of notes) io.err(`${noteLine(note)}\n`);
}

function printDefinition(io: CommandIo, { name, settings, credentials, placeholders, files, notes, text }: ImportedDefinition, target: string | null): void {
  const facts = [
    settings.repository === null ? null : `destination: ${settings.repository}`,
    settings.tags.length === 0 ? null : `tags: ${settings.tags.join(', ')}`,
    ...credentials.map(({ use, host, variables }) => `credential to choose (${use}): ${host ?? 'host not known'}${variables.length === 0 ? '' : `, was ${variables.join(', ')}`}`),
    ...placeholders.map((each) => `${each.isSecret ? 'secret, not filled in' : `fill in with --set ${each.name}=…`}: ${each.expression} in ${each.places.join(', ')}`),
    files.length === 0 ? null : `files: ${files.map(({ path }) => path).join(', ')}`,
    ...notes.map(noteLine),
  ];
  io.out(`# ${name}${target === null ? '' : ` -> ${target}/${name}`}\n${facts.filter((fact) => fact !== null).map((fact) => `#   ${fact}\n`).join('')}`);
  if (target === null) io.out(text.endsWith('\n') ? text : `${text}\n`);
}

function noteLine({ severity, message, file, line }: ImportNote): string {
  const place = file === null ? '' : `${file}${line === null ? '' : `:${String(line)}`}: `;
  return `${place}${severity}: ${message}`;
}
