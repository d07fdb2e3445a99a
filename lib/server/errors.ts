import type { ErrorCode } from '#lib/contract/errors.ts';

type FieldError = { path: string; message: string };

/** An expected failure: its message is for the caller to read. */
export class ServiceError extends Error {
  override readonly name: string = 'ServiceError';
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];

  constructor(code: ErrorCode, message: string, errors: readonly FieldError[] = []) {
    super(message);
    this.code = code;
    this.errors = errors;
  }
}

export class InvalidRequestError extends ServiceError {
  override readonly name = 'InvalidRequestError';
  constructor(message: string, errors: readonly FieldError[] = []) {
    super('invalid_request', message, errors);
  }
}

export class UnauthenticatedError extends ServiceError {
  override readonly name = 'UnauthenticatedError';
  constructor(message = 'Give the first-start token: it is in tokens/first-start of the data directory.') {
    super('unauthenticated', message);
  }
}

export class ForbiddenError extends ServiceError {
  override readonly name = 'ForbiddenError';
  constructor(message = 'You may not do this.') {
    super('forbidden', message);
  }
}

export class NotFoundError extends ServiceError {
  override readonly name = 'NotFoundError';
  constructor(what: string) {
    super('not_found', `${what} was not found. It may have been removed.`);
  }
}

export class ConflictError extends ServiceError {
  override readonly name = 'ConflictError';
  constructor(message: string) {
    super('conflict', message);
  }
}

export class StaleRevisionError extends ServiceError {
  override readonly name = 'StaleRevisionError';
  constructor(headRevision: number) {
    super('stale_revision', `Somebody saved revision ${headRevision} in the meantime. Compare, then save again.`, [{ path: 'headRevision', message: String(headRevision) }]);
  }
}

export class StaleDraftError extends ServiceError {
  override readonly name = 'StaleDraftError';
  constructor() {
    super('stale_draft', 'Your draft was changed in another tab or browser. Choose which of the two goes on.');
  }
}

export class SecretRequiredError extends ServiceError {
  override readonly name = 'SecretRequiredError';
  constructor() {
    super('secret_required', 'The secret was given for another address. Enter it again to use it there.', [{ path: 'secret', message: 'Enter the secret again.' }]);
  }
}

export class OutboundRefusedError extends ServiceError {
  override readonly name = 'OutboundRefusedError';
  constructor(message: string) {
    super('outbound_refused', message);
  }
}

export class UpstreamFailedError extends ServiceError {
  override readonly name = 'UpstreamFailedError';
  /** There was no answer at all, rather than a bad one. */
  readonly isUnreachable: boolean;
  constructor(message: string, { isUnreachable = false } = {}) {
    super('upstream_failed', message);
    this.isUnreachable = isUnreachable;
  }
}

export class TooLargeError extends ServiceError {
  override readonly name = 'TooLargeError';
  constructor(maxBytes: number) {
    super('too_large', `That is more than the ${Math.round(maxBytes / 1024 / 1024)} MiB that are taken.`);
  }
}

export class StaleTokenError extends ServiceError {
  override readonly name = 'StaleTokenError';
  constructor() {
    super('stale_token', 'This lease is no longer valid: destroy what belongs to it.');
  }
}

const STATUS: Record<ErrorCode, number> = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale_revision: 409,
  stale_draft: 409,
  stale_token: 409,
  invalid_definition: 422,
  agreement_required: 409,
  secret_required: 409,
  too_large: 413,
  rate_limited: 429,
  outbound_refused: 422,
  upstream_failed: 502,
  worker_too_old: 426,
  unavailable: 503,
  internal: 500,
};

export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}
