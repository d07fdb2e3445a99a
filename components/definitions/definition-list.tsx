'use client';

import { PageHeader } from '#components/ui/page-header.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { Button, PageSection, Pagination, SearchInput, ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { CubesIcon, SearchIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { definitionsQuery, type DefinitionListState } from './data.ts';
import { DefinitionTable } from './definition-table.tsx';

const STATE = {
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(['name', 'updatedAt', 'baseImage'] as const).withDefault('name'),
  order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('asc'),
  page: parseAsInteger.withDefault(1),
  perPage: parseAsInteger.withDefault(25),
  archived: parseAsBoolean.withDefault(false),
};

type ChangeState = (change: Partial<DefinitionListState>) => void;

function ListToolbar({ state, total, onChange }: { state: DefinitionListState; total: number; onChange: ChangeState }) {
  return (
    <Toolbar inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem className="eef-grow">
          <SearchInput
            aria-label="Search definitions"
            placeholder="Name, base image, package or collection"
            value={state.q}
            onChange={(_event, q) => onChange({ q, page: 1 })}
            onClear={() => onChange({ q: '', page: 1 })}
          />
        </ToolbarItem>
        <ToolbarItem>
          <ToggleGroup aria-label="Which definitions">
            <ToggleGroupItem text="In use" isSelected={!state.archived} onChange={() => onChange({ archived: false, page: 1 })} />
            <ToggleGroupItem text="Archived" isSelected={state.archived} onChange={() => onChange({ archived: true, page: 1 })} />
          </ToggleGroup>
        </ToolbarItem>
        <ToolbarItem variant="pagination" align={{ default: 'alignEnd' }}>
          <Pagination
            isCompact
            itemCount={total}
            page={state.page}
            perPage={state.perPage}
            onSetPage={(_event, page) => onChange({ page })}
            onPerPageSelect={(_event, perPage) => onChange({ perPage, page: 1 })}
          />
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}

function NothingHere({ state, onChange }: { state: DefinitionListState; onChange: ChangeState }) {
  if (state.q !== '') {
    return (
      <EmptyView title="No definition matches" icon={SearchIcon} actions={<Button variant="link" onClick={() => onChange({ q: '', page: 1 })}>Clear the search</Button>}>
        Nothing has “{state.q}” in its name, base image, packages or collections.
      </EmptyView>
    );
  }
  if (state.archived) return <EmptyView title="Nothing is archived" icon={CubesIcon}>An archived definition keeps its revisions and builds and comes back with one click.</EmptyView>;
  return (
    <EmptyView title="No definitions yet" icon={CubesIcon} actions={<Button component={(props: object) => <Link href="/definitions/new" {...props} />}>New definition</Button>}>
      A definition says what goes into an execution environment. Start from a template, or bring an execution-environment.yml.
    </EmptyView>
  );
}

export function DefinitionList() {
  const [state, setState] = useQueryStates(STATE, { history: 'replace', throttleMs: 200 });
  const query = useQuery(definitionsQuery(state));
  const change: ChangeState = (part) => void setState(part);
  const isEmpty = query.data?.total === 0;
  const hasToolbar = !isEmpty || state.q !== '' || state.archived;
  return (
    <>
      <PageHeader title="Definitions" description="What goes into each execution environment." actions={<Button component={(props: object) => <Link href="/definitions/new" {...props} />}>New definition</Button>} />
      <PageSection hasBodyWrapper={false}>
        {hasToolbar ? <ListToolbar state={state} total={query.data?.total ?? 0} onChange={change} /> : <Button variant="link" isInline onClick={() => change({ archived: true })}>Show archived definitions</Button>}
        <QueryView query={query} what="the definitions">
          {(page) => (page.items.length === 0 ? <NothingHere state={state} onChange={change} /> : <DefinitionTable definitions={page.items} state={state} onChange={change} />)}
        </QueryView>
      </PageSection>
    </>
  );
}
