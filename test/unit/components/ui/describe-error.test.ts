import { describeError, errorSentence } from '#components/ui/describe-error.ts';
import { ApiError, localProblem } from '#lib/client/api-error.ts';
import type { ErrorCode } from '#lib/contract/errors.ts';
import { describe, expect, it } from 'vitest';

function refused(status: number, code: ErrorCode, detail?: string): ApiError {
  return new ApiError({ type: 'about:blank', title: 'Refused', status, code, requestId: 'r-1', ...(detail === undefined ? {} : { detail }) });
}

describe('describeError', () => {
  it('names the way out when the dashboard does not answer', () => {
    expect(describeError(localProblem('unavailable', 0, 'gone'), 'the workers')).toMatchObject({ kind: 'unreachable', canRetry: true, title: 'Could not load the workers' });
    expect(describeError(new TypeError('fetch failed'), 'the workers').kind).toBe('unreachable');
  });

  it('tells a forbidden thing from a missing one, and offers no retry for either', () => {
    expect(describeError(refused(403, 'forbidden', 'Ask an administrator.'), 'the credentials')).toEqual({ kind: 'forbidden', title: 'You may not see the credentials', detail: 'Ask an administrator.', canRetry: false });
    expect(describeError(refused(404, 'not_found'), 'the build')).toMatchObject({ kind: 'missing', canRetry: false });
  });

  it('adds the request id to what the server could not do', () => {
    expect(describeError(refused(500, 'internal', 'The disk is full.'), 'the builds').detail).toBe('The disk is full. (request r-1)');
  });
});

describe('errorSentence', () => {
  it('is the server’s sentence, its title, or that nothing was changed', () => {
    expect(errorSentence(refused(409, 'conflict', 'The name is taken.'))).toBe('The name is taken.');
    expect(errorSentence(refused(409, 'conflict'))).toBe('Refused');
    expect(errorSentence(new TypeError('Failed to fetch'))).toContain('Nothing was changed');
    expect(errorSentence(new Error('Choose what to start from.'))).toBe('Choose what to start from.');
  });
});
