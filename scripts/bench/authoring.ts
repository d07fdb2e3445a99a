import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Definition } from '#lib/contract/definitions.ts';
import { generateContext } from '#lib/ee/containerfile/generate.ts';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';
import { createApi } from '#scripts/api-client.ts';
import { readConfig } from '#scripts/config.ts';
import { run } from '#scripts/run.ts';
import { dashboardUrl } from '#scripts/up/server.ts';
import { measureEditor, type EditorFigures } from './editor-page.ts';
import { median } from './figures.ts';
import { ansibleBuilder } from './peer.ts';

const MAX_MARKER_MS = 16;
const MAX_PREVIEW_MS = 5;
const MAX_INTERACTIVE_MS = 2000;
const PREVIEW_RUNS = 200;
const PEER_RUNS = 5;

interface CorpusEntry {
  name: string;
  text: string;
  /** The folder with the files that the corpus has beside it; null where it has none. */
  folder: string | null;
  files: string[];
}

/** Typing, preview and opening, on the largest definitions of a corpus; `ansible-builder create` as the peer. */
export async function benchAuthoring(args: string[]): Promise<void> {
  const config = readConfig();
  const { values } = parseArgs({
    args,
    options: { runs: { type: 'string', default: '40' }, corpus: { type: 'string', default: '../shared/corpus' }, url: { type: 'string', default: dashboardUrl(config) } },
  });
  const corpus = await readCorpus(path.resolve(values.corpus));
  const typed = largest(corpus);
  const previewed = largest(corpus.filter(({ text, files }) => isAccepted(parseDefinition(text, { files }))));
  const editor = await benchEditor(values.url, typed, Number(values.runs));
  const previewMs = benchPreview(previewed);
  const createMs = await benchCreate(await ansibleBuilder(config.dataDir), previewed);
  report({ typed, previewed, editor, previewMs, createMs });
}

async function readCorpus(folder: string): Promise<CorpusEntry[]> {
  const definitions = path.join(folder, 'definitions');
  if (!existsSync(definitions)) throw new Error(`There is no corpus in ${folder}: name one with --corpus (it holds definitions/*.yml).`);
  const names = (await readdir(definitions)).sort();
  return Promise.all(names.map(async (name) => {
    const context = path.join(folder, 'contexts', name.replace(/\.yml$/, ''));
    const entries = existsSync(context) ? await readdir(context, { recursive: true, withFileTypes: true }) : [];
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(context, path.join(entry.parentPath, entry.name)));
    return { name, text: await readFile(path.join(definitions, name), 'utf8'), folder: entries.length > 0 ? context : null, files };
  }));
}

function largest(entries: readonly CorpusEntry[]): CorpusEntry {
  const [first] = [...entries].sort((a, b) => b.text.length - a.text.length);
  if (first === undefined) throw new Error('The corpus has no definition for this measurement.');
  return first;
}

async function benchEditor(url: string, { text }: CorpusEntry, runs: number): Promise<EditorFigures> {
  const api = createApi(url);
  const definition = await api.createDefinition({ name: `bench-authoring-${Date.now().toString(36)}`, text });
  try {
    return await measureEditor({ url: `${url}/definitions/${definition.id}`, runs });
  } finally {
    await api.call(`/definitions/${definition.id}`, { method: 'PATCH', body: { isArchived: true }, schema: Definition });
  }
}

/** Milliseconds of each `generateContext`, as the preview calls it after a change. */
function benchPreview({ text, files }: CorpusEntry): number[] {
  return Array.from({ length: PREVIEW_RUNS }, () => {
    const { document, model } = parseDefinition(text, { files });
    if (model === null) throw new Error('The definition that was accepted has no model.');
    return timed(() => generateContext(document, model, files));
  });
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Milliseconds of each `ansible-builder create` of the same definition with the same files beside it. */
async function benchCreate(program: string, { text, folder }: CorpusEntry): Promise<number[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'eef-bench-'));
  try {
    if (folder !== null) await cp(folder, dir, { recursive: true });
    await writeFile(path.join(dir, 'execution-environment.yml'), text);
    const times: number[] = [];
    for (let index = 0; index < PEER_RUNS; index += 1) {
      const startedAt = performance.now();
      await run(program, ['create', '-f', 'execution-environment.yml', '-c', `context-${String(index)}`, '--output-filename', 'Containerfile'], { cwd: dir });
      times.push(performance.now() - startedAt);
    }
    return times;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

interface Report {
  typed: CorpusEntry;
  previewed: CorpusEntry;
  editor: EditorFigures;
  previewMs: readonly number[];
  createMs: readonly number[];
}

function report({ typed, previewed, editor, previewMs, createMs }: Report): void {
  const preview = median(previewMs);
  const create = median(createMs);
  const rows: [string, number[] | readonly number[], number | null][] = [
    ['key event → marker in the page', editor.markerMs, MAX_MARKER_MS],
    ['navigation → editor ready', editor.interactiveMs, MAX_INTERACTIVE_MS],
    ['generateContext', previewMs, MAX_PREVIEW_MS],
    ['ansible-builder create, a process', createMs, null],
  ];
  console.log(`typed in:  ${typed.name} (${String(typed.text.length)} characters); the editor waits for no debounce`);
  console.log(`previewed: ${previewed.name} (${String(previewed.text.length)} characters, ${String(previewed.files.length)} files beside it)\n`);
  console.log(`${'ms'.padEnd(36)}${['median', 'min', 'max', 'at most'].map((word) => word.padStart(9)).join('')}`);
  for (const [name, values, limit] of rows) {
    const numbers = [median(values), Math.min(...values), Math.max(...values)].map((value) => value.toFixed(value < 10 ? 2 : 1).padStart(9));
    console.log(`${name.padEnd(36)}${numbers.join('')}${(limit === null ? '–' : String(limit)).padStart(9)}`);
    if (limit !== null && median(values) > limit) process.exitCode = 1;
  }
  console.log(`\nThe preview is ${(create / preview).toFixed(0)} times as fast as ansible-builder create.`);
}
