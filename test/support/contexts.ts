import { generateContext } from '#lib/ee/containerfile/generate.ts';
import type { ParsedDefinition } from '#lib/ee/parse.ts';

/** What lib/ee generates, in the form in which the oracle answers. Copies have the mode of new files here. */
export function generatedBy(parsed: ParsedDefinition, files: Readonly<Record<string, string>>) {
  if (parsed.model === null) throw new Error('The definition has no model.');
  const { containerfile, files: context } = generateContext(parsed.document, parsed.model, Object.keys(files));
  const entries = [...context.values()].flatMap((file): [string, [number, string]][] => {
    const path = file.path.replace('_build/', '');
    if (file.kind === 'text') return [[path, [file.mode, file.text]]];
    const text = files[file.source] ?? files[`./${file.source}`];
    return text === undefined ? [] : [[path, [0o644, text]]];
  });
  return { containerfile, files: Object.fromEntries(entries) };
}
