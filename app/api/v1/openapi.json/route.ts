import { z } from 'zod';
import { openApiDocument } from '#lib/web/openapi.ts';
import { withApi } from '#lib/web/with-api.ts';
import { API_ROUTES } from '../routes.ts';

export const GET = withApi({
  action: 'openapi.read',
  summary: 'Read this description',
  response: z.record(z.string(), z.unknown()),
  handler: () => openApiDocument(API_ROUTES),
});
