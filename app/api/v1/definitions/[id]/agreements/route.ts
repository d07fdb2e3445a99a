import { Agreement, Definition } from '#lib/contract/definitions.ts';
import { setSecretMountAgreement } from '#lib/server/definitions/agree.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'definition.agree',
  summary: "Agree that the definition's own steps could read the Galaxy configuration",
  params: IdParams,
  body: Agreement,
  response: Definition,
  handler: ({ actor, params }) => setSecretMountAgreement(actor, params.id, true),
});

export const DELETE = withApi({
  action: 'definition.agree',
  summary: 'Take that agreement back',
  params: IdParams,
  response: Definition,
  handler: ({ actor, params }) => setSecretMountAgreement(actor, params.id, false),
});
