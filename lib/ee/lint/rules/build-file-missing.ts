import { matchGlob } from '#lib/ee/containerfile/glob.ts';
import { normalizePath } from '#lib/ee/galaxy/requirements.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** `src` of additional_build_files matches a file. */
export const buildFileMissing: Rule = { code: 'build-file-missing', check };

function check({ model, files }: LintContext): Finding[] {
  if (model?.version !== 3 || files === undefined) return [];
  const known = files.map(normalizePath);
  return (model.definition.additional_build_files ?? []).flatMap(({ src }, index): Finding[] => {
    if (src === '' || src.startsWith('/') || hasMatch(src, known)) return [];
    const message = `No file beside the definition matches ${src}; ansible-builder leaves it out with a warning.`;
    return [{ severity: 'warning', message, path: ['additional_build_files', index, 'src'] }];
  });
}

function hasMatch(src: string, files: readonly string[]): boolean {
  const matches = matchGlob(src, files);
  return matches.files.length > 0 || matches.folders.length > 0;
}
