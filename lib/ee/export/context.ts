import { generateContext } from '#lib/ee/containerfile/generate.ts';
import { modeOf } from '#lib/ee/export/folder.ts';
import type { ExportedFile, ExportResult, ExportSource } from '#lib/ee/export/types.ts';
import { isBuildable, parseDefinition } from '#lib/ee/parse.ts';

/** Where ansible-builder's own scripts belong; they come from an installed ansible-builder. */
export const SCRIPTS_FOLDER = 'context/_build/scripts';

const SCRIPTS_NOTE =
  "The scripts in context/_build/scripts are ansible-builder's own and not part of this export: run `ansible-builder create` once with any definition and copy them from its context.";

/** What `ansible-builder create` writes, without its own scripts. */
export function contextExport({ text, files }: ExportSource): ExportResult {
  const paths = files.map(({ path }) => path);
  const parsed = parseDefinition(text, { files: paths });
  const { document, model, diagnostics } = parsed;
  if (model === null || !isBuildable(parsed)) {
    const first = diagnostics.find(({ refusedBy }) => refusedBy !== undefined);
    return { ok: false, message: `The definition cannot be built${first === undefined ? '' : `: line ${String(first.range.start.line)}: ${first.message}`}` };
  }
  const context = generateContext(document, model, paths);
  const generated = [...context.files.values()].flatMap((file): ExportedFile[] => {
    const path = `context/${file.path}`;
    if (file.kind === 'text') return [{ path, mode: file.mode, source: { kind: 'text', text: file.text } }];
    const original = files.find((each) => each.path === file.source);
    return original === undefined ? [] : [{ path, mode: modeOf(original), source: { kind: 'input', path: original.path } }];
  });
  const containerfile: ExportedFile = { path: 'context/Containerfile', mode: 0o644, source: { kind: 'text', text: context.containerfile } };
  return { ok: true, files: [containerfile, ...generated], notes: [SCRIPTS_NOTE] };
}
