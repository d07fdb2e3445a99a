import { Credential, UpdateCredential } from '#lib/contract/credentials.ts';
import { deleteCredential } from '#lib/server/credentials/delete.ts';
import { getCredential } from '#lib/server/credentials/get.ts';
import { updateCredential } from '#lib/server/credentials/update.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'credential.read',
  summary: 'Read a credential; its secret is never sent',
  params: IdParams,
  response: Credential,
  handler: ({ actor, params }) => getCredential(actor, params.id),
});

export const PATCH = withApi({
  action: 'credential.update',
  summary: 'Change a credential; another host or auth URL needs the secret again (secret_required)',
  params: IdParams,
  body: UpdateCredential,
  response: Credential,
  handler: ({ actor, params, body }) => updateCredential(actor, params.id, body),
});

export const DELETE = withApi({
  action: 'credential.delete',
  summary: 'Delete a credential that no definition uses',
  params: IdParams,
  handler: ({ actor, params }) => deleteCredential(actor, params.id),
});
