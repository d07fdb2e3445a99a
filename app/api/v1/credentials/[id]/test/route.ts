import { CredentialTest } from '#lib/contract/credentials.ts';
import { testCredential } from '#lib/server/credentials/test.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'credential.test',
  summary: 'Log in once with a credential',
  params: IdParams,
  response: CredentialTest,
  handler: ({ actor, params }) => testCredential(actor, params.id),
});
