import { getRevisionFile } from '#lib/server/revisions/read-file.ts';
import { fileResponse } from '#lib/web/file-response.ts';
import { RevisionFileParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'revision.read',
  summary: 'Read a file beside the definition, as it was in this revision',
  params: RevisionFileParams,
  produces: 'application/octet-stream',
  handler: async ({ actor, params, request }) => {
    const { file, name } = await getRevisionFile(actor, params.id, params.number, params.path.join('/'));
    return fileResponse(request, { file, mediaType: 'application/octet-stream', downloadName: name });
  },
});
