/** Why an edit was not made. `message` is for the author. */
export interface EditFailure {
  readonly ok: false;
  readonly reason: 'invalid-yaml' | 'shared' | 'file-reference' | 'duplicate-key' | 'not-found' | 'wrong-kind' | 'not-editable';
  readonly message: string;
}

export function failure(reason: EditFailure['reason'], message: string): EditFailure {
  return { ok: false, reason, message };
}
