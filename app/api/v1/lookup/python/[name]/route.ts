import { PackageNameParams, PackageVersions } from '#lib/contract/lookup.ts';
import { getPackageVersions } from '#lib/server/lookup/get.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'lookup.read',
  summary: 'Versions of a Python package, newest first',
  params: PackageNameParams,
  response: PackageVersions,
  handler: ({ actor, params }) => getPackageVersions(actor, { kind: 'python', name: params.name, galaxyCredentialIds: [] }),
});
