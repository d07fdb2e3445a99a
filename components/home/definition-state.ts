import type { DefinitionSummary } from '#lib/contract/definitions.ts';

/** Where a definition stands against its last build, in words. */
export function definitionState({ headRevision, lastBuild }: Pick<DefinitionSummary, 'headRevision' | 'lastBuild'>): string {
  if (lastBuild === null) return 'Never built';
  const isNewest = lastBuild.revision === headRevision;
  switch (lastBuild.status) {
    case 'succeeded':
      return isNewest ? `Built r${lastBuild.revision}, the newest` : `Built r${lastBuild.revision}, changed since (r${headRevision})`;
    case 'queued':
    case 'running':
    case 'publishing':
      return `Building r${lastBuild.revision}`;
    case 'failed':
    case 'cancelled':
    case 'timed_out':
      return isNewest ? `r${lastBuild.revision} is not built` : `r${lastBuild.revision} was not built, changed since (r${headRevision})`;
  }
}
