'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import type { TemplateSummary } from '#lib/contract/templates.ts';
import { Button, Gallery, PageSection, SearchInput, Title, ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { deleteTemplate, templatesQuery } from './data.ts';
import { TemplateCard } from './template-card.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import { matchingTemplates, tagsOf, type TemplateFilter } from './template-filter.ts';

const STATE = { q: parseAsString.withDefault(''), tag: parseAsString.withDefault('') };
const SHOWN_TAGS = 10;

interface GroupProps {
  title: string;
  templates: readonly TemplateSummary[];
  onShow: (template: TemplateSummary) => void;
  onRemove: (template: TemplateSummary) => void;
}

function Group({ title, templates, onShow, onRemove }: GroupProps) {
  if (templates.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title headingLevel="h2" size="lg" className="eef-gap-below">{title}</Title>
      <Gallery hasGutter minWidths={{ default: '100%', md: '17rem' }}>
        {templates.map((template) => <TemplateCard key={template.id} template={template} onShow={() => onShow(template)} onRemove={template.origin === 'team' ? () => onRemove(template) : null} />)}
      </Gallery>
    </section>
  );
}

function Filter({ all, filter, onChange }: { all: readonly TemplateSummary[]; filter: TemplateFilter; onChange: (change: Partial<TemplateFilter>) => void }) {
  const tags = tagsOf(all).slice(0, SHOWN_TAGS);
  const shown = filter.tag === '' || tags.includes(filter.tag) ? tags : [filter.tag, ...tags];
  return (
    <Toolbar inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem className="eef-grow">
          <SearchInput aria-label="Search templates" placeholder="Purpose, package or collection" value={filter.q} onChange={(_event, q) => onChange({ q })} onClear={() => onChange({ q: '' })} />
        </ToolbarItem>
        <ToolbarItem>
          <ToggleGroup aria-label="Tag" isCompact className="eef-wrap">
            {shown.map((tag) => <ToggleGroupItem key={tag} text={tag} isSelected={filter.tag === tag} onChange={() => onChange({ tag: filter.tag === tag ? '' : tag })} />)}
          </ToggleGroup>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}

function Templates({ all }: { all: readonly TemplateSummary[] }) {
  const client = useQueryClient();
  const toast = useToast();
  const [filter, setFilter] = useQueryStates(STATE, { history: 'replace', throttleMs: 200 });
  const [shown, setShown] = useState<TemplateSummary | null>(null);
  const [removing, setRemoving] = useState<TemplateSummary | null>(null);
  const matching = matchingTemplates(all, filter);
  const remove = async ({ id, title }: TemplateSummary) => {
    await deleteTemplate(id);
    await client.invalidateQueries({ queryKey: ['templates'] });
    toast({ variant: 'success', title: `${title} is removed` });
  };
  const group = { onShow: setShown, onRemove: setRemoving };
  return (
    <>
      <Filter all={all} filter={filter} onChange={(change) => void setFilter(change)} />
      <div className="eef-stack">
        {matching.length === 0 ? <EmptyView title="No template matches" actions={<Button variant="link" onClick={() => void setFilter({ q: '', tag: '' })}>Show all templates</Button>}>Nothing has that in its purpose, tags or content.</EmptyView> : null}
        <Group title="Your team’s" templates={matching.filter(({ origin }) => origin === 'team')} {...group} />
        <Group title="Come with EE Foundry" templates={matching.filter(({ origin }) => origin === 'product')} {...group} />
      </div>
      {shown === null ? null : <TemplateDialog template={shown} onClose={() => setShown(null)} />}
      {removing === null ? null : (
        <ConfirmDialog title={`Remove ${removing.title}?`} confirm="Remove" isDanger onConfirm={() => remove(removing)} onClose={() => setRemoving(null)}>
          Nobody in your team can start from it any more. Definitions that were made from it stay as they are.
        </ConfirmDialog>
      )}
    </>
  );
}

export function TemplateGallery() {
  const query = useQuery(templatesQuery);
  return (
    <>
      <PageHeader title="Templates" description="Starting points with comments that explain them. Any definition can become one: Settings, Save as template." actions={<Button variant="secondary" component={(props: object) => <Link href="/definitions/new?from=blank" {...props} />}>Start blank</Button>} />
      <PageSection hasBodyWrapper={false}>
        <QueryView query={query} what="the templates">{(all) => <Templates all={all} />}</QueryView>
      </PageSection>
    </>
  );
}
