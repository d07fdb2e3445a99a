import { ZodError } from 'zod';
import type { ErrorCode, Problem } from '#lib/contract/errors.ts';
import { ServiceError, statusOf } from '#lib/server/errors.ts';
import { log } from '#lib/server/log.ts';

const TITLES: Partial<Record<ErrorCode, string>> = { internal: 'Something went wrong', invalid_request: 'The request is not valid', not_found: 'Not found', forbidden: 'Refused', unauthenticated: 'Log in first' };

/** The one mapper from errors to RFC 9457 documents. What is not expected is logged and told by its request id only. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId);
  return new Response(JSON.stringify(problem), { status: problem.status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-request-id': requestId } });
}

function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof ServiceError) {
    return { ...base(error.code, requestId), detail: error.message, ...(error.errors.length === 0 ? {} : { errors: [...error.errors] }) };
  }
  if (error instanceof ZodError) {
    const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    const first = errors[0];
    return { ...base('invalid_request', requestId), detail: first === undefined ? 'The request is not valid.' : `${first.path === '' ? '' : `${first.path}: `}${first.message}`, errors };
  }
  log.error({ err: error, requestId }, 'A request failed');
  return { ...base('internal', requestId), detail: `The server could not do this. The reason is in its log under ${requestId}.` };
}

function base(code: ErrorCode, requestId: string): Problem {
  return { type: `urn:ee-foundry:problem:${code}`, title: TITLES[code] ?? code.replaceAll('_', ' '), status: statusOf(code), code, requestId };
}
