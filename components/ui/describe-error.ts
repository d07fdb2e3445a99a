/** An error as a page shows it. */
export interface ShownError {
  readonly kind: 'forbidden' | 'missing' | 'unreachable' | 'failed';
  readonly title: string;
  readonly detail: string;
  readonly canRetry: boolean;
}

interface ProblemShape {
  status: number;
  title?: unknown;
  detail?: unknown;
  requestId?: unknown;
}

function problemOf(error: unknown): ProblemShape | null {
  if (typeof error !== 'object' || error === null || !('problem' in error)) return null;
  const { problem } = error;
  if (typeof problem !== 'object' || problem === null || !('status' in problem) || typeof problem.status !== 'number') return null;
  return problem as ProblemShape;
}

function sentence(problem: ProblemShape): string {
  const text = typeof problem.detail === 'string' && problem.detail !== '' ? problem.detail : problem.title;
  return typeof text === 'string' && text !== '' ? text : `The server answered ${problem.status}.`;
}

/** Turns any thrown value into words for a person; `what` is the thing that was asked for ("the workers"). */
export function describeError(error: unknown, what: string): ShownError {
  const problem = problemOf(error);
  if (problem === null || problem.status === 0) {
    return { kind: 'unreachable', title: `Could not load ${what}`, detail: 'The dashboard does not answer. Check that it runs (npm run up) and try again.', canRetry: true };
  }
  if (problem.status === 401) return { kind: 'forbidden', title: 'Sign in first', detail: 'The session has ended. Reload the page and give the token again.', canRetry: false };
  if (problem.status === 403) return { kind: 'forbidden', title: `You may not see ${what}`, detail: sentence(problem), canRetry: false };
  if (problem.status === 404) return { kind: 'missing', title: 'Not found', detail: `There is nothing under this address. It may have been removed, or the link is wrong.`, canRetry: false };
  const request = typeof problem.requestId === 'string' ? ` (request ${problem.requestId})` : '';
  return { kind: 'failed', title: `Could not load ${what}`, detail: `${sentence(problem)}${request}`, canRetry: true };
}

/** One sentence for a toast or an alert inside a dialog. */
export function errorSentence(error: unknown): string {
  const problem = problemOf(error);
  if (problem !== null) return sentence(problem);
  return error instanceof Error && error.name !== 'TypeError' ? error.message : 'The dashboard does not answer. Nothing was changed; try again.';
}
