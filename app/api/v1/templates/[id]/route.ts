import { Template } from '#lib/contract/templates.ts';
import { deleteTemplate } from '#lib/server/templates/delete.ts';
import { getTemplate } from '#lib/server/templates/get.ts';
import { TemplateParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'template.read',
  summary: 'Read a template with its text and files',
  params: TemplateParams,
  response: Template,
  handler: ({ actor, params }) => getTemplate(actor, params.id),
});

export const DELETE = withApi({
  action: 'template.delete',
  summary: "Remove a team's own template",
  params: TemplateParams,
  handler: ({ actor, params }) => deleteTemplate(actor, params.id),
});
