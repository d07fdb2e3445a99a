import { resolve } from 'node:path';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { isDefinitionName } from '#lib/ee/import/names.ts';
import { isAccepted, isBuildable, parseDefinition } from '#lib/ee/parse.ts';
import { printJson, readArguments, requireFiles, type Command, type CommandIo } from '../command.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-codes.ts';
import { isFile, isFolder, listFiles, readInput } from '../files.ts';

export const checkCommand: Command = {
  name: 'check',
  usage: 'check [--assume-files] [--json] FILE…',
  summary: 'Say whether ansible-builder accepts definitions, and every problem with line and column',
  run,
};

interface Report {
  readonly file: string;
  /** What ansible-builder would say. */
  readonly accepted: boolean;
  /** What this product says: it also refuses files from outside the folder and injected instructions. */
  readonly buildable: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const NOT_UTF8: Diagnostic = {
  code: 'not-utf8',
  severity: 'error',
  message: 'The file is not UTF-8 text. Save it as UTF-8.',
  path: [],
  range: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } },
  refusedBy: 'ansible-builder',
};

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(args, { 'assume-files': { type: 'boolean' } });
  const checker = new Checker(io, values['assume-files'] ?? false);
  const reports: Report[] = [];
  for (const file of await expand(io, requireFiles(positionals))) reports.push(await checker.check(file));
  if (values.json === true) printJson(io, reports);
  else for (const report of reports) printReport(io, report);
  return reports.every(({ accepted, buildable }) => accepted && buildable) ? EXIT.ok : EXIT.findings;
}

/** A folder stands for the definitions in it: those that are called so, else its YAML files. */
async function expand(io: CommandIo, names: readonly string[]): Promise<string[]> {
  const expanded = await Promise.all(
    names.map(async (name) => {
      const path = resolve(io.cwd, name);
      if (name === '-' || !(await isFolder(path))) return [name];
      const files = await listFiles(path);
      const named = files.filter(isDefinitionName);
      const found = named.length > 0 ? named : files.filter((file) => !file.includes('/') && /\.ya?ml$/.test(file));
      if (found.length === 0) throw new CommandError(`${name}: there is no execution-environment.yml in this folder. Name the file.`, EXIT.file);
      return found.map((file) => `${name.replace(/\/+$/, '')}/${file}`);
    }),
  );
  return expanded.flat();
}

class Checker {
  readonly #io: CommandIo;
  readonly #assumesFiles: boolean;
  readonly #listings = new Map<string, Promise<string[]>>();

  constructor(io: CommandIo, assumesFiles: boolean) {
    this.#io = io;
    this.#assumesFiles = assumesFiles;
  }

  async check(name: string): Promise<Report> {
    const input = await readInput(this.#io, name);
    if (input.text === null) return { file: name, accepted: false, buildable: false, diagnostics: [NOT_UTF8] };
    const files = this.#assumesFiles || input.folder === null ? undefined : await this.#filesBeside(input.text, input.folder);
    const parsed = parseDefinition(input.text, files === undefined ? {} : { files });
    return { file: name, accepted: isAccepted(parsed), buildable: isBuildable(parsed), diagnostics: parsed.diagnostics };
  }

  async #filesBeside(text: string, folder: string): Promise<string[]> {
    const listing = this.#listings.get(folder) ?? listFiles(folder);
    this.#listings.set(folder, listing);
    return [...(await listing), ...(await outsideFiles(text, folder))];
  }
}

/** ansible-builder also takes files from outside the folder; this product refuses them by name. */
async function outsideFiles(text: string, folder: string): Promise<string[]> {
  const definition = parseDefinition(text).model?.definition as { dependencies?: Record<string, unknown>; ansible_config?: unknown } | undefined;
  const named = [...['galaxy', 'python', 'system'].map((kind) => definition?.dependencies?.[kind]), definition?.ansible_config];
  const outside = named.filter((path): path is string => typeof path === 'string' && !path.includes('\n') && /^\/|(?:^|\/)\.\.(?:\/|$)/.test(path));
  const existing = await Promise.all(outside.map(async (path) => ((await isFile(resolve(folder, path))) ? [path] : [])));
  return existing.flat();
}

function printReport(io: CommandIo, { file, accepted, buildable, diagnostics }: Report): void {
  for (const { range, severity, message, code } of diagnostics) {
    io.out(`${file}:${String(range.start.line)}:${String(range.start.column)}: ${severity}: ${message} [${code}]\n`);
  }
  const verdict = accepted ? (buildable ? 'ok' : 'ansible-builder accepts it, EE Foundry refuses to build it') : 'ansible-builder rejects it';
  io.out(`${file}: ${verdict}\n`);
}

