import { getPreflightArtifact } from '#lib/server/preflights/get-artifact.ts';
import { fileResponse } from '#lib/web/file-response.ts';
import { ArtifactParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'preflight.read',
  summary: 'Read an artifact of a preflight: containerfile, downloads, preflight (its result) or lock (pylock.toml)',
  params: ArtifactParams,
  produces: 'application/octet-stream',
  handler: async ({ actor, params, request }) => {
    const { file, mediaType, sha256 } = await getPreflightArtifact(actor, params.id, params.kind);
    return fileResponse(request, { file, mediaType, downloadName: `${params.id}-${params.kind}`, headers: { etag: `"${sha256}"`, 'content-security-policy': 'sandbox' } });
  },
});
