import type { Path } from '#lib/ee/diagnostic.ts';
import { FILE_PATHS, textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** A definition takes files from its own folder only: ansible-builder would copy any file of the host. */
export const outsidePath: Rule = { code: 'outside-path', check };

function check(context: LintContext): Finding[] {
  const { model } = context;
  if (model === null) return [];
  const sources = model.version === 3 ? (model.definition.additional_build_files ?? []) : [];
  const paths = [...FILE_PATHS, ...sources.map((_, index): Path => ['additional_build_files', index, 'src'])];
  return paths.flatMap((path): Finding[] => {
    const place = textAt(context, path);
    if (place === null || place.value.includes('\n') || !leavesFolder(place.value)) return [];
    const message = `${place.value} lies outside the folder of the definition. Put the file beside the definition and name it without "/" at the beginning and "..".`;
    return [{ severity: 'error', message, path, refusedBy: 'ee-foundry' }];
  });
}

function leavesFolder(path: string): boolean {
  return path.startsWith('/') || path.split('/').includes('..');
}
