import { z } from 'zod';
import { getArtifact } from '#lib/server/artifacts/get.ts';
import { fileResponse } from '#lib/web/file-response.ts';
import { ArtifactParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'build.read',
  summary: 'Read an artifact of a build: containerfile, context, inventory, downloads or lock; of the newest attempt that has it',
  params: ArtifactParams,
  query: z.object({ attempt: z.coerce.number().int().min(1).optional(), download: z.enum(['0', '1']).default('0') }),
  produces: 'application/octet-stream',
  handler: async ({ actor, params, query, request }) => {
    const { file, mediaType, sha256 } = await getArtifact(actor, params.id, { attempt: query.attempt ?? null, kind: params.kind });
    const downloadName = query.download === '1' ? `${params.id}-${params.kind}` : null;
    return fileResponse(request, { file, mediaType, downloadName, headers: { etag: `"${sha256}"`, 'content-security-policy': 'sandbox' } });
  },
});
