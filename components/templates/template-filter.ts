import type { TemplateSummary } from '#lib/contract/templates.ts';

export interface TemplateFilter {
  readonly q: string;
  readonly tag: string;
}

/** Every word is in the title, the purpose, the tags or the content, and the tag is there. */
export function matchingTemplates(templates: readonly TemplateSummary[], { q, tag }: TemplateFilter): TemplateSummary[] {
  const words = q.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return templates.filter((template) => {
    const text = [template.id, template.title, template.description, ...template.tags, ...template.contains].join(' ').toLowerCase();
    return words.every((word) => text.includes(word)) && (tag === '' || template.tags.includes(tag));
  });
}

/** All tags, the frequent ones first, then in the order of the templates. */
export function tagsOf(templates: readonly TemplateSummary[]): string[] {
  const counts = new Map<string, number>();
  for (const tag of templates.flatMap((template) => template.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([tag]) => tag);
}
