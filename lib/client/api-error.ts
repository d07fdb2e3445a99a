import { Problem } from '#lib/contract/errors.ts';
import type { ErrorCode } from '#lib/contract/errors.ts';

/** A refused or failed request, with what the server said. `status` 0: the server was not reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }

  get code(): ErrorCode {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  get requestId(): string {
    return this.problem.requestId;
  }

  /** Messages of a form's fields by path, as in "settings.repository". */
  get fieldErrors(): Record<string, string> {
    return Object.fromEntries((this.problem.errors ?? []).map((error) => [error.path, error.message]));
  }
}

export function isApiError(error: unknown, code?: ErrorCode): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}

/** What the browser says when no problem document came. */
export function localProblem(code: ErrorCode, status: number, detail: string): ApiError {
  return new ApiError({ type: 'about:blank', title: 'The request failed', status, code, detail, requestId: '' });
}

export async function errorOfResponse(response: Response): Promise<ApiError> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ApiError(parsed.data);
  return localProblem(response.status >= 500 ? 'unavailable' : 'internal', response.status, `The server answered with status ${response.status}. Try again; if it stays so, look at the server's log.`);
}
