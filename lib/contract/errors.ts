import { z } from 'zod';

/** Closed list: what a caller can be told. */
export const ErrorCode = z.enum([
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'stale_revision',
  'stale_draft',
  'stale_token',
  'invalid_definition',
  'agreement_required',
  'secret_required',
  'too_large',
  'rate_limited',
  'outbound_refused',
  'upstream_failed',
  'worker_too_old',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** RFC 9457 problem+json. `errors` names the place of each mistake. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: ErrorCode,
  detail: z.string().optional(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
