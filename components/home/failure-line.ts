import type { BuildSummary } from '#lib/contract/builds.ts';

/** Why a build ended badly, in one line. */
export function failureLine(build: Pick<BuildSummary, 'outcome'>): string {
  const { outcome } = build;
  if (outcome === null) return '';
  switch (outcome.kind) {
    case 'failed':
      return outcome.message.split('\n')[0] ?? '';
    case 'timed_out':
      return `Stopped after ${Math.round(outcome.limitSeconds / 60)} min${outcome.phase === null ? '' : ` in the ${outcome.phase} phase`}.`;
    case 'cancelled':
      return `Cancelled by ${outcome.by}.`;
    case 'succeeded':
      return '';
  }
}
