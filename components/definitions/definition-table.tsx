'use client';

import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusLabel } from '#components/ui/status-label.tsx';
import type { DefinitionSummary } from '#lib/contract/definitions.ts';
import { Label, LabelGroup } from '@patternfly/react-core';
import { ActionsColumn, Table, Tbody, Td, Th, Thead, Tr, type IAction, type ThProps } from '@patternfly/react-table';
import Link from 'next/link';
import type { DefinitionListState } from './data.ts';
import { useDefinitionActions } from './use-definition-actions.tsx';

const COLUMNS = [
  { key: 'name', text: 'Name' },
  { key: 'baseImage', text: 'Base image' },
  { key: null, text: 'Last build' },
  { key: 'updatedAt', text: 'Changed' },
  { key: null, text: 'Tags' },
] as const;

export interface DefinitionTableProps {
  definitions: readonly DefinitionSummary[];
  state: DefinitionListState;
  onChange: (change: Partial<DefinitionListState>) => void;
}

function sortOf(index: number, { state, onChange }: DefinitionTableProps): { sort?: NonNullable<ThProps['sort']> } {
  const key = COLUMNS[index]?.key ?? null;
  if (key === null) return {};
  const activeIndex = COLUMNS.findIndex((column) => column.key === state.sort);
  return { sort: { columnIndex: index, sortBy: { index: activeIndex, direction: state.order }, onSort: (_event, _index, order) => onChange({ sort: key, order, page: 1 }) } };
}

function LastBuildCell({ definition }: { definition: DefinitionSummary }) {
  const last = definition.lastBuild;
  if (last === null) return <span className="eef-subtle">Never built</span>;
  return (
    <span className="eef-inline">
      <StatusLabel status={last.status} isCompact />
      <Link href={`/builds/${last.id}`}>#{last.number}</Link>
      <span className="eef-subtle">
        <RelativeTime at={last.finishedAt ?? last.createdAt} />
        {last.revision === definition.headRevision ? null : `, of r${last.revision}`}
      </span>
    </span>
  );
}

export function DefinitionTable(props: DefinitionTableProps) {
  const { actionsOf, dialog } = useDefinitionActions();
  return (
    <>
      <Table aria-label="Definitions" variant="compact">
        <Thead>
          <Tr>
            {COLUMNS.map((column, index) => (
              <Th key={column.text} modifier="nowrap" {...sortOf(index, props)}>{column.text}</Th>
            ))}
            <Th screenReaderText="Actions" />
          </Tr>
        </Thead>
        <Tbody>
          {props.definitions.map((definition) => (
            <Tr key={definition.id}>
              <Td dataLabel="Name" modifier="breakWord">
                <Link href={`/definitions/${definition.id}`} className="eef-strong">{definition.name}</Link>
                {definition.hasDraft ? <> <Label isCompact variant="outline" title="You have unsaved work on it">draft</Label></> : null}
                {definition.description === '' ? null : <div className="eef-subtle">{definition.description}</div>}
              </Td>
              <Td dataLabel="Base image" className="eef-mono">{definition.baseImage === '' ? '–' : definition.baseImage}</Td>
              <Td dataLabel="Last build"><LastBuildCell definition={definition} /></Td>
              <Td dataLabel="Changed">r{definition.headRevision}, <RelativeTime at={definition.updatedAt} /> by {definition.createdBy}</Td>
              <Td dataLabel="Tags">
                {definition.tags.length === 0 ? <span className="eef-subtle">latest</span> : <LabelGroup aria-label="Tags">{definition.tags.map((tag) => <Label key={tag} isCompact variant="outline">{tag}</Label>)}</LabelGroup>}
              </Td>
              <Td isActionCell>
                <ActionsColumn items={actionsOf(definition) satisfies IAction[]} popperProps={{ position: 'right' }} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {dialog}
    </>
  );
}
