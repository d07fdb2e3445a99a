import { CreateCredential, UpdateCredential, type Credential, type CredentialKind } from '#lib/contract/credentials.ts';

/** The form's fields as typed; an empty secret means "keep the stored one". */
export interface CredentialDraft {
  readonly kind: CredentialKind;
  readonly name: string;
  readonly host: string;
  readonly authUrl: string;
  readonly username: string;
  readonly secret: string;
}

export type DraftErrors = Partial<Record<keyof CredentialDraft, string>>;

export function emptyDraft(kind: CredentialKind): CredentialDraft {
  return { kind, name: '', host: '', authUrl: '', username: '', secret: '' };
}

export function draftOf(credential: Credential): CredentialDraft {
  return { kind: credential.kind, name: credential.name, host: credential.host, authUrl: credential.authUrl ?? '', username: credential.username ?? '', secret: '' };
}

/** A stored secret is bound to its host: it must be given again when that changes. */
export function needsSecretAgain(draft: CredentialDraft, stored: Credential): boolean {
  return stored.hasSecret && (draft.host.trim() !== stored.host || draft.authUrl.trim() !== (stored.authUrl ?? ''));
}

function errorsOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): DraftErrors {
  const errors: DraftErrors = {};
  for (const issue of issues) {
    const field = issue.path[0];
    if (typeof field === 'string' && field in FIELD_WORDS) errors[field as keyof CredentialDraft] ??= wordFor(field as keyof CredentialDraft, issue.message);
  }
  return errors;
}

const FIELD_WORDS: Record<keyof CredentialDraft, string> = {
  kind: 'Choose a kind.',
  name: 'Give a name of at most 100 characters.',
  host: '',
  authUrl: 'Give a URL that starts with http:// or https://, or leave it empty.',
  username: 'Give the user that logs in.',
  secret: 'Give the password or token.',
};

function wordFor(field: keyof CredentialDraft, message: string): string {
  return FIELD_WORDS[field] === '' ? message : FIELD_WORDS[field];
}

export type Checked<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly errors: DraftErrors };

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

export function checkNew(draft: CredentialDraft): Checked<CreateCredential> {
  const body =
    draft.kind === 'registry'
      ? { kind: draft.kind, name: draft.name, host: draft.host.trim(), username: draft.username.trim(), secret: draft.secret }
      : { kind: draft.kind, name: draft.name, host: draft.host.trim(), authUrl: orNull(draft.authUrl), username: orNull(draft.username), secret: draft.secret === '' ? null : draft.secret };
  const parsed = CreateCredential.safeParse(body);
  if (parsed.success) return { ok: true, body: parsed.data };
  const errors = errorsOf(parsed.error.issues);
  if (draft.kind === 'galaxy' && errors.host !== undefined) errors.host = 'Give the URL of the server, such as https://hub.example.com/api/galaxy/.';
  return { ok: false, errors };
}

export function checkChange(draft: CredentialDraft, stored: Credential): Checked<UpdateCredential> {
  const asNew = checkNew({ ...draft, secret: draft.secret === '' ? 'kept' : draft.secret });
  if (!asNew.ok) return asNew;
  if (draft.secret === '' && needsSecretAgain(draft, stored)) {
    return { ok: false, errors: { secret: 'The stored secret belongs to the old address. Give it again for the new one.' } };
  }
  const { kind, secret, ...rest } = asNew.body;
  const parsed = UpdateCredential.safeParse({ ...rest, ...(draft.secret === '' ? {} : { secret }), kind });
  return parsed.success ? { ok: true, body: parsed.data } : { ok: false, errors: errorsOf(parsed.error.issues) };
}
