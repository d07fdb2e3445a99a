import { api } from '#lib/client/api.ts';
import { Template, TemplateList } from '#lib/contract/templates.ts';
import { queryOptions } from '@tanstack/react-query';

export const templatesQuery = queryOptions({
  queryKey: ['templates', 'list'],
  queryFn: ({ signal }) => api('/templates', { schema: TemplateList, signal }).then(({ items }) => items),
});

export function templateQuery(id: string) {
  return queryOptions({ queryKey: ['templates', 'one', id], queryFn: ({ signal }) => api(`/templates/${id}`, { schema: Template, signal }) });
}

export function deleteTemplate(id: string): Promise<void> {
  return api(`/templates/${id}`, { method: 'DELETE' });
}
