import { normalizePath } from '#lib/ee/galaxy/requirements.ts';
import { FILE_PATHS, textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** The files that a definition names lie beside it. */
export const missingFile: Rule = { code: 'missing-file', check };

function check(context: LintContext): Finding[] {
  const { files } = context;
  if (files === undefined || context.model === null) return [];
  const known = new Set(files.map(normalizePath));
  return FILE_PATHS.flatMap((path): Finding[] => {
    const place = textAt(context, path);
    if (place === null || place.value === '' || place.value.includes('\n') || known.has(normalizePath(place.value))) return [];
    const isFolder = files.some((file) => normalizePath(file).startsWith(`${normalizePath(place.value)}/`));
    const message = isFolder
      ? `${place.value} is a folder. Name a file.`
      : `The file ${place.value} does not exist beside the definition. Add it, or write its content here as a list.`;
    return [{ severity: 'error', message, path, refusedBy: 'ansible-builder' }];
  });
}
