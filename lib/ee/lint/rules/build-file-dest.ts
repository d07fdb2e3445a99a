import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** `dest` of additional_build_files is a folder below `_build`. */
export const buildFileDest: Rule = { code: 'build-file-dest', check };

function check({ model }: LintContext): Finding[] {
  if (model?.version !== 3) return [];
  return (model.definition.additional_build_files ?? []).flatMap((entry, index): Finding[] => {
    if (!entry.dest.startsWith('/') && !entry.dest.split('/').includes('..')) return [];
    const message = `dest must be a relative folder without "..": ${entry.dest}`;
    return [{ severity: 'error', message, path: ['additional_build_files', index, 'dest'], refusedBy: 'ansible-builder' }];
  });
}
