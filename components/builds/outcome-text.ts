import { formatDuration } from '#components/ui/format.ts';
import type { AttemptReason, BuildOutcome, BuildSummary, FailureCode, PhaseName } from '#lib/contract/builds.ts';

export const PHASE_WORDS: Record<PhaseName, string> = { context: 'Context', collect: 'Collect content', fetch: 'Fetch base', build: 'Build', inspect: 'Inspect', publish: 'Publish', probe: 'Look at the base', introspect: 'Read the collections', resolve: 'Resolve Python packages', packages: 'Look up system packages' };

export const MODE_WORDS = { exact: 'exactly this revision', 'no-cache': 'without cache', 'newer-base': 'with newer base images' } as const;

const FAILURE_TITLES: Record<FailureCode, string> = {
  definition_rejected: 'The definition was rejected',
  collection_failed: 'Collections or roles could not be fetched',
  base_unavailable: 'A base image could not be fetched',
  step_failed: 'A build step failed',
  inspect_failed: 'The image could not be inspected',
  publish_failed: 'The image could not be pushed',
  disk_limit: 'The build needed more disk than it may use',
  out_of_memory: 'The build needed more memory than it may use',
  log_limit: 'The build wrote more log than it may write',
  worker_lost: 'The worker was lost',
  worker_failed: 'The worker could not do its part',
  tls_untrusted: 'A server’s certificate is not trusted',
  agreement_required: 'The author’s agreement is needed',
};

/** Heads the failure card. */
export function failureTitle(outcome: Extract<BuildOutcome, { kind: 'failed' }>): string {
  if (outcome.code !== 'step_failed' || outcome.step === null) return FAILURE_TITLES[outcome.code];
  return outcome.exitCode === null ? `Step ${outcome.step.ordinal} failed` : `Step ${outcome.step.ordinal} failed with exit code ${outcome.exitCode}`;
}

/** Why a build or an attempt ended as it did, in one line; empty when there is nothing to explain. */
export function reasonLine(reason: AttemptReason | null): string {
  switch (reason?.kind) {
    case 'failed':
      return reason.message.split('\n')[0] ?? '';
    case 'cancelled':
      return `Cancelled by ${reason.by}`;
    case 'timed_out':
      return `Stopped at the time limit of ${formatDuration(reason.limitSeconds * 1000)}`;
    case 'lost':
      return reason.message;
    case 'checked':
    case 'succeeded':
    case undefined:
      return '';
  }
}

export type Remedy = { text: string; href: string };

/** Where the reader can put a failure right. */
export function remedyOf(code: FailureCode, definitionId: string): Remedy | null {
  const definition = `/definitions/${definitionId}`;
  switch (code) {
    case 'agreement_required':
      return { text: 'Agree in the definition’s settings', href: `${definition}?tab=settings` };
    case 'base_unavailable':
      return { text: 'Choose the base image or a pull credential', href: definition };
    case 'collection_failed':
    case 'publish_failed':
      return { text: 'Check the credentials', href: '/credentials' };
    case 'tls_untrusted':
    case 'worker_lost':
    case 'worker_failed':
    case 'disk_limit':
    case 'out_of_memory':
      return { text: 'See the worker’s doctor report', href: '/workers' };
    case 'definition_rejected':
    case 'step_failed':
      return { text: 'Edit the definition', href: definition };
    case 'inspect_failed':
    case 'log_limit':
      return null;
  }
}

/** queue 1 s · build 41 s, as far as it is known. */
export function timesOf(build: Pick<BuildSummary, 'createdAt' | 'startedAt' | 'finishedAt'>, nowMs: number): { queueMs: number; runMs: number | null } {
  const started = build.startedAt === null ? null : Date.parse(build.startedAt);
  const finished = build.finishedAt === null ? null : Date.parse(build.finishedAt);
  return {
    queueMs: Math.max(0, (started ?? finished ?? nowMs) - Date.parse(build.createdAt)),
    runMs: started === null ? null : Math.max(0, (finished ?? nowMs) - started),
  };
}
