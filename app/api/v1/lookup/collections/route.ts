import { GalaxySearchQuery, PackageSearch } from '#lib/contract/lookup.ts';
import { searchPackages } from '#lib/server/lookup/get.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'lookup.read',
  summary: 'Search collections by name on the named Galaxy servers, else on the built-in one',
  query: GalaxySearchQuery,
  response: PackageSearch,
  handler: ({ actor, query }) => searchPackages(actor, { kind: 'collection', q: query.q, galaxyCredentialIds: query.galaxy }),
});
