import { ExportQuery } from '#lib/contract/exports.ts';
import { exportDefinitionFiles } from '#lib/server/definitions/export.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';
import { zipResponse } from '#lib/web/zip-response.ts';

export const GET = withApi({
  action: 'definition.read',
  summary: 'Export a definition as a zip archive: folder for ansible-builder, playbook for the role ee_builder, or build context',
  params: IdParams,
  query: ExportQuery,
  produces: 'application/zip',
  handler: async ({ actor, params, query }) => {
    const { name, entries } = await exportDefinitionFiles(actor, params.id, query);
    return zipResponse({ name: query.as === 'folder' ? name : `${name}-${query.as}`, entries });
  },
});
