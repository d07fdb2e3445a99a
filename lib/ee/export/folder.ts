import type { ExportedFile, ExportResult, ExportSource } from '#lib/ee/export/types.ts';

const NAMES = ['execution-environment.yml', 'execution-environment.yaml', 'execution-environment.ee-foundry.yml'];

/** A folder named after the definition that `ansible-builder build` takes unchanged. */
export function folderExport({ name, text, files }: ExportSource): ExportResult {
  const taken = new Set(files.map(({ path }) => path));
  const definition = NAMES.find((candidate) => !taken.has(candidate)) ?? 'definition.yml';
  const beside = files.map((file): ExportedFile => ({ path: `${name}/${file.path}`, mode: modeOf(file), source: { kind: 'input', path: file.path } }));
  const notes = definition === NAMES[0] ? [] : [`A file beside the definition is called ${NAMES[0] ?? ''}: build with -f ${definition}.`];
  return { ok: true, files: [{ path: `${name}/${definition}`, mode: 0o644, source: { kind: 'text', text } }, ...beside], notes };
}

export function modeOf({ executable }: ExportSource['files'][number]): number {
  return executable ? 0o755 : 0o644;
}
