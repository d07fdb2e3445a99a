import { z } from 'zod';
import { Template } from '#lib/contract/definitions.ts';
import { listTemplates } from '#lib/server/templates/list.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'template.read',
  summary: 'List the starting points of a new definition',
  response: z.object({ items: z.array(Template) }),
  handler: async ({ actor }) => ({ items: await listTemplates(actor) }),
});
