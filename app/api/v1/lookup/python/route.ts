import { PackageSearch, PythonSearchQuery } from '#lib/contract/lookup.ts';
import { searchPackages } from '#lib/server/lookup/get.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'lookup.read',
  summary: 'Search Python packages by name on the configured indexes; the answer says what it could not search',
  query: PythonSearchQuery,
  response: PackageSearch,
  handler: ({ actor, query }) => searchPackages(actor, { kind: 'python', q: query.q, galaxyCredentialIds: [] }),
});
