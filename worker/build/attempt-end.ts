export type AttemptEndKind = 'cancelled' | 'timed_out' | 'lost';

/** Why an attempt is broken off from outside: the reason of its abort signal. */
export class AttemptEnd extends Error {
  override name = 'AttemptEnd';
  readonly kind: AttemptEndKind;

  constructor(kind: AttemptEndKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export function endOf(signal: AbortSignal): AttemptEndKind | null {
  if (!signal.aborted) return null;
  return signal.reason instanceof AttemptEnd ? signal.reason.kind : 'cancelled';
}

/** A process that took an attempt over cannot finish it: it is given back, and the job is tried again. */
export class CannotGoOnError extends Error {
  override name = 'CannotGoOnError';
}
