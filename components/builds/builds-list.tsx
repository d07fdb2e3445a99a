'use client';

import { PageHeader } from '#components/ui/page-header.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { statusWord } from '#components/ui/status-label.tsx';
import { BuildStatus } from '#lib/contract/builds.ts';
import { Button, Label, LabelGroup, PageSection, Pagination, SearchInput, ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { BuildIcon, SearchIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { BuildsTable } from './builds-table.tsx';
import { buildsQuery, type BuildListState } from './data.ts';

const STATE = {
  q: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(BuildStatus.options)).withDefault([]),
  definitionId: parseAsString.withDefault(''),
  page: parseAsInteger.withDefault(1),
  perPage: parseAsInteger.withDefault(25),
};

type Change = (part: Partial<BuildListState>) => void;
const CHIPS: readonly { text: string; statuses: readonly BuildStatus[] }[] = [
  { text: 'Running', statuses: ['queued', 'running', 'publishing'] },
  { text: statusWord('succeeded'), statuses: ['succeeded'] },
  { text: statusWord('failed'), statuses: ['failed'] },
  { text: 'Stopped', statuses: ['cancelled', 'timed_out'] },
];

function toggleStatuses(chosen: readonly BuildStatus[], statuses: readonly BuildStatus[]): BuildStatus[] {
  const isOn = statuses.every((status) => chosen.includes(status));
  return isOn ? chosen.filter((status) => !statuses.includes(status)) : [...new Set([...chosen, ...statuses])];
}

function Filters({ state, total, definitionName, onChange }: { state: BuildListState; total: number; definitionName: string | null; onChange: Change }) {
  return (
    <Toolbar inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem className="eef-grow">
          <SearchInput aria-label="Search builds" placeholder="Definition, tag, digest or person" value={state.q} onChange={(_event, q) => onChange({ q, page: 1 })} onClear={() => onChange({ q: '', page: 1 })} />
        </ToolbarItem>
        <ToolbarItem>
          <ToggleGroup aria-label="Status">
            {CHIPS.map(({ text, statuses }) => (
              <ToggleGroupItem key={text} text={text} isSelected={statuses.every((status) => state.status.includes(status))} onChange={() => onChange({ status: toggleStatuses(state.status, statuses), page: 1 })} />
            ))}
          </ToggleGroup>
        </ToolbarItem>
        {state.definitionId === '' ? null : (
          <ToolbarItem>
            <LabelGroup categoryName="Definition" isClosable={false}>
              <Label onClose={() => onChange({ definitionId: '', page: 1 })}>{definitionName ?? state.definitionId}</Label>
            </LabelGroup>
          </ToolbarItem>
        )}
        <ToolbarItem variant="pagination" align={{ default: 'alignEnd' }}>
          <Pagination isCompact itemCount={total} page={state.page} perPage={state.perPage} onSetPage={(_event, page) => onChange({ page })} onPerPageSelect={(_event, perPage) => onChange({ perPage, page: 1 })} />
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}

function NothingHere({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyView title="No build matches" icon={SearchIcon} actions={<Button variant="link" onClick={onClear}>Clear the filters</Button>}>
        No build has this status, definition or text.
      </EmptyView>
    );
  }
  return (
    <EmptyView title="No builds yet" icon={BuildIcon} actions={<Button component={(props: object) => <Link href="/definitions" {...props} />}>Choose a definition</Button>}>
      Open a definition and press Build: its log appears here line by line, and the image can be used when it is done.
    </EmptyView>
  );
}

/** Every build of the team, with its filters in the address. */
export function BuildsList() {
  const [state, setState] = useQueryStates(STATE, { history: 'replace', throttleMs: 200 });
  const query = useQuery(buildsQuery(state));
  const change: Change = (part) => void setState({ ...part, ...(part.status === undefined ? {} : { status: [...part.status] }) } as Parameters<typeof setState>[0]);
  const isFiltered = state.q !== '' || state.status.length > 0 || state.definitionId !== '';
  const definitionName = query.data?.items.find((build) => build.definition.id === state.definitionId)?.definition.name ?? null;
  return (
    <>
      <PageHeader title="Builds" description="What was built, what is being built, and what went wrong." />
      <PageSection hasBodyWrapper={false}>
        {isFiltered || (query.data?.total ?? 0) > 0 ? <Filters state={state} total={query.data?.total ?? 0} definitionName={definitionName} onChange={change} /> : null}
        <QueryView query={query} what="the builds">
          {(page) => (page.items.length === 0 ? <NothingHere isFiltered={isFiltered} onClear={() => change({ q: '', status: [], definitionId: '', page: 1 })} /> : <BuildsTable builds={page.items} />)}
        </QueryView>
      </PageSection>
    </>
  );
}
