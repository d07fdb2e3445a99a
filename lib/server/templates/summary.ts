import type { Template, TemplateSummary } from '#lib/contract/templates.ts';

export function summaryOf({ id, origin, title, description, tags, contains, createdBy, createdAt }: Template): TemplateSummary {
  return { id, origin, title, description, tags, contains, createdBy, createdAt };
}
