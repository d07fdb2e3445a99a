import { GalaxyQuery, PackageNameParams, PackageVersions } from '#lib/contract/lookup.ts';
import { getPackageVersions } from '#lib/server/lookup/get.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'lookup.read',
  summary: 'Versions of a collection, newest first',
  params: PackageNameParams,
  query: GalaxyQuery,
  response: PackageVersions,
  handler: ({ actor, params, query }) => getPackageVersions(actor, { kind: 'collection', name: params.name, galaxyCredentialIds: query.galaxy }),
});
