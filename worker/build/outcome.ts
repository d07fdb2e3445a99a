import type { AttemptReason, BuildOutcome } from '#lib/contract/builds.ts';
import type { EngineFailure } from '#worker/engine/engine.ts';
import type { Attempt } from './attempt.ts';
import { AttemptEnd, CannotGoOnError, endOf, type AttemptEndKind } from './attempt-end.ts';
import { ServerError } from '#worker/server-link.ts';
import { LimitError } from './phase-runner.ts';

type Failed = Extract<BuildOutcome, { kind: 'failed' }>;

const LINES = 20;
const TLS_MESSAGE =
  'A server showed a certificate that no known authority signed. Give the file with your certificate authorities to the worker by the setting EEF_CA_BUNDLE, restart it, and build again. (A base image without ca-certificates cannot check any.)';

/** The engine's failure as the build's outcome; an untrusted certificate has a remedy of its own. */
export function failureOutcome(attempt: Attempt, failure: EngineFailure): Failed {
  const isTls = attempt.isTlsUntrusted && !['definition_rejected', 'agreement_required'].includes(failure.code);
  return {
    kind: 'failed',
    code: isTls ? 'tls_untrusted' : failure.code,
    message: isTls ? TLS_MESSAGE : failure.message.slice(0, 2000),
    phase: failure.phase,
    step: failure.step,
    exitCode: failure.exitCode,
    lastLines: failure.lastLines.slice(-LINES).map((line) => line.slice(0, 2000)),
  };
}

/** What an error means for the attempt. Null: the lease is lost, nobody is to be told. */
export function errorOutcome(attempt: Attempt, error: unknown): AttemptReason | null {
  const end = endOf(attempt.signal) ?? endOfError(error);
  if (end === 'lost') return null;
  if (end === 'cancelled') return { kind: 'cancelled', by: '' };
  if (end === 'timed_out') return { kind: 'timed_out', limitSeconds: attempt.job.limits.timeoutSeconds, phase: attempt.phase };
  if (error instanceof ServerError && error.code === 'conflict') return { kind: 'cancelled', by: '' };
  if (error instanceof CannotGoOnError) return { kind: 'lost', message: error.message };
  return error instanceof LimitError ? limitOutcome(attempt, error) : workerFailure(attempt, error);
}

function endOfError(error: unknown): AttemptEndKind | null {
  return error instanceof AttemptEnd ? error.kind : null;
}

function workerFailure(attempt: Attempt, error: unknown): Failed {
  attempt.logger.error({ err: error }, `the ${attempt.job.kind} could not be carried out`);
  const text = error instanceof Error ? error.message : 'unknown error';
  return plainFailure('worker_failed', `The worker could not carry out the ${attempt.job.kind}: ${attempt.secrets.mask().maskLine(text).slice(0, 1500)} Try again; if it happens again, look at the worker's doctor report and log.`);
}

function limitOutcome(attempt: Attempt, { plan, exit, lastLines }: LimitError): Failed {
  const { limits, kind } = attempt.job;
  const failure = { ...plainFailure('worker_failed', ''), phase: plan.phase, exitCode: exit.code, lastLines: lastLines.slice(-LINES).map((line) => line.slice(0, 2000)) };
  if (exit.limit === 'disk') return { ...failure, code: 'disk_limit', message: `The ${kind} used more than ${limits.diskGb} GB of disk. Make it smaller, or raise EEF_BUILD_DISK_GB.` };
  if (exit.limit === 'log') return { ...failure, code: 'log_limit', message: `The ${kind} wrote more log than is allowed, past the limit that keeps its tail.` };
  return { ...failure, code: 'out_of_memory', message: `The ${kind} needed more than ${limits.memoryMb} MB of memory. Raise EEF_BUILD_MEMORY_MB, or build on a larger worker.` };
}

function plainFailure(code: Failed['code'], message: string): Failed {
  return { kind: 'failed', code, message, phase: null, step: null, exitCode: null, lastLines: [] };
}
