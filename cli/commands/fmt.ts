import { resolve } from 'node:path';
import { formatDefinition } from '#lib/ee/format/format.ts';
import { printJson, readArguments, requireFiles, type Command, type CommandIo } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readInput, writeBytes } from '../files.ts';

export const fmtCommand: Command = {
  name: 'fmt',
  usage: 'fmt [--check] [--json] FILE…',
  summary: 'Lay definitions out, in place; with --check only say which are not. "-" prints',
  run,
};

interface Outcome {
  readonly file: string;
  readonly changed: boolean;
  /** Why the layout was not touched; null when all is well. */
  readonly problem: string | null;
  readonly text?: string;
}

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(args, { check: { type: 'boolean' } });
  const isCheck = values.check ?? false;
  const outcomes: Outcome[] = [];
  for (const name of requireFiles(positionals)) outcomes.push(await formatFile(io, name, isCheck));
  if (values.json === true) printJson(io, outcomes);
  else for (const outcome of outcomes) print(io, outcome, isCheck);
  const isFine = outcomes.every(({ changed, problem }) => problem === null && !(isCheck && changed));
  return isFine ? EXIT.ok : EXIT.findings;
}

async function formatFile(io: CommandIo, name: string, isCheck: boolean): Promise<Outcome> {
  const { text } = await readInput(io, name);
  if (text === null) return { file: name, changed: false, problem: 'The file is not UTF-8 text. Save it as UTF-8.' };
  const formatted = formatDefinition(text);
  if (!formatted.ok) return { file: name, changed: false, problem: formatted.message };
  const changed = formatted.text !== text;
  if (name === '-') return { file: name, changed, problem: null, text: formatted.text };
  if (changed && !isCheck) await writeBytes(resolve(io.cwd, name), formatted.text);
  return { file: name, changed, problem: null };
}

function print(io: CommandIo, { file, changed, problem, text }: Outcome, isCheck: boolean): void {
  if (problem !== null) io.err(`${file}: ${problem}\n`);
  else if (text !== undefined && !isCheck) io.out(text);
  else if (changed) io.out(`${file}: ${isCheck ? 'is not formatted' : 'formatted'}\n`);
}
