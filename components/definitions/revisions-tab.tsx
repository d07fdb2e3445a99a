'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import type { Definition, RevisionSummary } from '#lib/contract/definitions.ts';
import { Button, Label, Pagination, Radio } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsInteger, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { restoreRevision, revisionsQuery } from './data.ts';
import { RevisionCompare } from './revision-compare.tsx';

interface RevisionTableProps {
  revisions: readonly RevisionSummary[];
  head: number;
  from: number;
  to: number;
  onMark: (marks: { from?: number; to?: number }) => void;
  onRestore: (revision: RevisionSummary) => void;
}

function RevisionTable({ revisions, head, from, to, onMark, onRestore }: RevisionTableProps) {
  return (
    <Table aria-label="Revisions" variant="compact">
      <Thead>
        <Tr>
          <Th>Revision</Th>
          <Th>Message</Th>
          <Th>Saved</Th>
          <Th>Compare</Th>
          <Th screenReaderText="Restore" />
        </Tr>
      </Thead>
      <Tbody>
        {revisions.map((revision) => (
          <Tr key={revision.id}>
            <Td dataLabel="Revision">
              <span className="eef-inline"><span className="eef-strong">r{revision.number}</span>{revision.number === head ? <Label isCompact color="blue">Newest</Label> : null}</span>
            </Td>
            <Td dataLabel="Message" modifier="breakWord">{revision.message === '' ? <span className="eef-subtle">No message</span> : revision.message}</Td>
            <Td dataLabel="Saved"><RelativeTime at={revision.createdAt} /> by {revision.createdBy}</Td>
            <Td dataLabel="Compare">
              <span className="eef-inline">
                <Radio id={`from-${revision.number}`} name="compare-from" label="from" aria-label={`Compare from r${revision.number}`} isChecked={revision.number === from} onChange={() => onMark({ from: revision.number })} />
                <Radio id={`to-${revision.number}`} name="compare-to" label="to" aria-label={`Compare to r${revision.number}`} isChecked={revision.number === to} onChange={() => onMark({ to: revision.number })} />
              </span>
            </Td>
            <Td isActionCell>
              {revision.number === head ? null : <Button variant="secondary" size="sm" onClick={() => onRestore(revision)} aria-label={`Restore r${revision.number}`}>Restore</Button>}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

export function RevisionsTab({ definition, isDirty }: { definition: Definition; isDirty: boolean }) {
  const client = useQueryClient();
  const toast = useToast();
  const head = definition.headRevision;
  const [state, setState] = useQueryStates({ from: parseAsInteger, to: parseAsInteger, revisions: parseAsInteger.withDefault(1) }, { history: 'replace' });
  const [restoring, setRestoring] = useState<RevisionSummary | null>(null);
  const query = useQuery(revisionsQuery(definition.id, state.revisions));
  const from = state.from ?? Math.max(1, head - 1);
  const to = state.to ?? head;
  const restore = async (revision: RevisionSummary) => {
    const restored = await restoreRevision(definition.id, revision.number);
    await client.invalidateQueries({ queryKey: ['definitions'] });
    toast({ variant: 'success', title: `r${revision.number} is back as r${restored.number}` });
  };
  return (
    <div className="eef-stack">
      <QueryView query={query} what="the revisions">
        {(page) => (
          <div>
            <RevisionTable revisions={page.items} head={head} from={from} to={to} onMark={(marks) => void setState(marks)} onRestore={setRestoring} />
            {page.total > page.perPage ? <Pagination isCompact itemCount={page.total} page={page.page} perPage={page.perPage} onSetPage={(_event, revisions) => void setState({ revisions })} /> : null}
          </div>
        )}
      </QueryView>
      {from === to ? <p className="eef-subtle">{head === 1 ? 'There is one revision; after the next save the two can be compared here.' : 'Mark two different revisions to compare them.'}</p> : <RevisionCompare definitionId={definition.id} from={from} to={to} />}
      {restoring === null ? null : (
        <ConfirmDialog title={`Restore r${restoring.number}?`} confirm="Restore" onConfirm={() => restore(restoring)} onClose={() => setRestoring(null)}>
          Its text, files and settings become a new revision on top; nothing is removed from the history.
          {isDirty ? ' Your unsaved draft stays and is then compared with it.' : ''}
        </ConfirmDialog>
      )}
    </div>
  );
}
