'use client';

import type { PreflightResult } from '#lib/contract/preflight.ts';
import { Button, Pagination, SearchInput, ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { lockUrl } from './data.ts';
import { filterRows, RESOLVED_KINDS, resolvedRows, type ResolvedKind } from './resolved-rows.ts';

const PER_PAGE = 50;
const KIND_WORDS: Record<ResolvedKind, string> = { python: 'Python', collections: 'Collections', system: 'System' };
const NOTE_HEADS: Record<ResolvedKind, string> = { python: 'Newer, and in the base', collections: 'What introspect reads', system: 'State' };

/** What a build would install: package, version, who asked. */
export function ResolvedTable({ result, preflightId, hasLock }: { result: PreflightResult; preflightId: string; hasLock: boolean }) {
  const all = resolvedRows(result);
  const kinds = RESOLVED_KINDS.filter((kind) => all.some((row) => row.kind === kind));
  const [chosen, setChosen] = useState<ResolvedKind>('python');
  const [q, setQ] = useState('');
  const [page, setPage] = useState(1);
  const kind = kinds.includes(chosen) ? chosen : kinds[0];
  if (kind === undefined) return null;
  const found = filterRows(all, { kind, q });
  return (
    <section aria-label="Resolved">
      <Toolbar inset={{ default: 'insetNone' }}>
        <ToolbarContent>
          <ToolbarItem>
            <ToggleGroup aria-label="Resolved kind" isCompact>
              {kinds.map((each) => <ToggleGroupItem key={each} text={`${KIND_WORDS[each]} ${all.filter((row) => row.kind === each).length}`} isSelected={each === kind} onChange={() => { setChosen(each); setPage(1); }} />)}
            </ToggleGroup>
          </ToolbarItem>
          <ToolbarItem className="eef-grow">
            <SearchInput aria-label="Search what was resolved" placeholder="Package or who asked" value={q} onChange={(_event, value) => { setQ(value); setPage(1); }} onClear={() => setQ('')} />
          </ToolbarItem>
          {hasLock ? <ToolbarItem><Button component="a" variant="link" href={lockUrl(preflightId)}>pylock.toml</Button></ToolbarItem> : null}
          {found.length <= PER_PAGE ? null : (
            <ToolbarItem variant="pagination" align={{ default: 'alignEnd' }}>
              <Pagination isCompact itemCount={found.length} page={page} perPage={PER_PAGE} perPageOptions={[]} onSetPage={(_event, next) => setPage(next)} />
            </ToolbarItem>
          )}
        </ToolbarContent>
      </Toolbar>
      <div className="eef-table-scroll" role="region" aria-label="Resolved packages" tabIndex={0}>
        <Table aria-label="Resolved" variant="compact">
          <Thead>
            <Tr>
              <Th>Package</Th>
              <Th>Version</Th>
              <Th>Asked by</Th>
              <Th>{NOTE_HEADS[kind]}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {found.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((row) => (
              <Tr key={row.name}>
                <Td dataLabel="Package" className="eef-mono">{row.name}</Td>
                <Td dataLabel="Version" className="eef-mono">{row.version === '' ? '–' : row.version}</Td>
                <Td dataLabel="Asked by">{row.askedBy.join(', ')}</Td>
                <Td dataLabel={NOTE_HEADS[kind]}>{row.note === '' ? '–' : row.note}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </section>
  );
}
