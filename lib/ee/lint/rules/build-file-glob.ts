import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** Patterns on which ansible-builder (Python 3.11's Path.glob) ends with a traceback. */
export const buildFileGlob: Rule = { code: 'build-file-glob', check };

function check({ model }: LintContext): Finding[] {
  if (model?.version !== 3) return [];
  return (model.definition.additional_build_files ?? []).flatMap(({ src }, index): Finding[] => {
    const parts = src.split('/').filter((part) => part !== '' && part !== '.');
    const isEmpty = parts.length === 0 && !src.startsWith('/');
    const hasMixedStars = !src.startsWith('/') && parts.some((part) => part.includes('**') && part !== '**');
    if (!isEmpty && !hasMixedStars) return [];
    const message = isEmpty ? 'src must name a file or folder below the definition.' : `In ${src} "**" must stand alone between slashes.`;
    return [{ severity: 'error', message, path: ['additional_build_files', index, 'src'], refusedBy: 'ansible-builder' }];
  });
}
