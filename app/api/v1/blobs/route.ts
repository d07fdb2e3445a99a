import { StoredBlob } from '#lib/contract/definitions.ts';
import { createBlob } from '#lib/server/blobs/create.ts';
import { bodyOf } from '#lib/web/request-body.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'blob.create',
  summary: "Upload a file's content; revisions name it by its SHA-256",
  consumes: 'application/octet-stream',
  response: StoredBlob,
  status: 201,
  handler: ({ actor, request }) => createBlob(actor, bodyOf(request)),
});
