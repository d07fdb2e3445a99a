import { LookUpPackages, PackageAnswers } from '#lib/contract/lookup.ts';
import { lookUpPackages } from '#lib/server/lookup/get.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'lookup.read',
  summary: 'Look up many packages at once: what exists, in which versions',
  body: LookUpPackages,
  response: PackageAnswers,
  handler: async ({ actor, body }) => ({ items: await lookUpPackages(actor, body) }),
});
