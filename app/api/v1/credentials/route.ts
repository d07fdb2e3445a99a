import { z } from 'zod';
import { CreateCredential, Credential } from '#lib/contract/credentials.ts';
import { createCredential } from '#lib/server/credentials/create.ts';
import { listCredentials } from '#lib/server/credentials/get.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'credential.read',
  summary: 'List credentials; secrets are never sent',
  response: z.object({ items: z.array(Credential) }),
  handler: async ({ actor }) => ({ items: await listCredentials(actor) }),
});

export const POST = withApi({
  action: 'credential.create',
  summary: 'Create a credential',
  body: CreateCredential,
  response: Credential,
  status: 201,
  handler: ({ actor, body }) => createCredential(actor, body),
});
