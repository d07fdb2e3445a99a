import { formatDefinition } from '#lib/ee/format/format.ts';
import { printEntry, type EditValue } from '#lib/ee/yaml/print.ts';

/** A key of a definition that is written anew: as a value, or as text that was taken over with its comments. */
export type Section = { readonly key: string; readonly value: EditValue } | { readonly key: string; readonly text: string };

const ORDER = ['version', 'images', 'dependencies', 'additional_build_files', 'additional_build_steps', 'build_arg_defaults', 'options'];
const LAYOUT = { step: 2, listStep: 2, lineBreak: '\n', usesBlocks: true };

/** The text of a definition, laid out as the formatter does. */
export function definitionText(sections: readonly Section[]): string {
  const sorted = [...sections].sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));
  const text = `---\n${sorted.map((section) => `${sectionText(section)}\n`).join('')}`;
  const formatted = formatDefinition(text);
  return formatted.ok ? formatted.text : text;
}

function sectionText(section: Section): string {
  return 'text' in section ? section.text.trimEnd() : printEntry(section.key, section.value, 0, LAYOUT);
}
