import { CreateTemplate, Template, TemplateList } from '#lib/contract/templates.ts';
import { createTemplate } from '#lib/server/templates/create.ts';
import { listTemplates } from '#lib/server/templates/list.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'template.read',
  summary: 'List the starting points of a new definition',
  response: TemplateList,
  handler: async ({ actor }) => ({ items: await listTemplates(actor) }),
});

export const POST = withApi({
  action: 'template.create',
  summary: "Make a definition's revision a template of the team",
  body: CreateTemplate,
  response: Template,
  status: 201,
  handler: ({ actor, body }) => createTemplate(actor, body),
});
