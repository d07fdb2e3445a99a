'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { formatBytes } from '#components/ui/format.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import type { GalaxyCollection } from '#lib/contract/collections.ts';
import { Button, PageSection, Pagination, SearchInput, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { PackageIcon, TrashIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { collectionsQuery, deleteCollection, infoQuery } from './data.ts';
import { UploadButton } from './upload-button.tsx';

const STATE = { q: parseAsString.withDefault(''), page: parseAsInteger.withDefault(1), perPage: parseAsInteger.withDefault(25) };

function CollectionTable({ collections, onDelete }: { collections: readonly GalaxyCollection[]; onDelete: (collection: GalaxyCollection) => void }) {
  return (
    <Table aria-label="Collections" variant="compact">
      <Thead>
        <Tr>
          <Th>Collection</Th>
          <Th>Version</Th>
          <Th>Size</Th>
          <Th>Needs</Th>
          <Th>Added</Th>
          <Th screenReaderText="Delete" />
        </Tr>
      </Thead>
      <Tbody>
        {collections.map((collection) => (
          <Tr key={collection.id}>
            <Td dataLabel="Collection" className="eef-strong">{collection.namespace}.{collection.name}</Td>
            <Td dataLabel="Version">{collection.version}</Td>
            <Td dataLabel="Size">{formatBytes(collection.size)}</Td>
            <Td dataLabel="Needs" className="eef-break">{Object.entries(collection.dependencies).map(([name, range]) => `${name} ${range}`).join(', ') || '–'}</Td>
            <Td dataLabel="Added"><RelativeTime at={collection.createdAt} /></Td>
            <Td isActionCell>
              <Button variant="plain" size="sm" icon={<TrashIcon />} aria-label={`Delete ${collection.namespace}.${collection.name} ${collection.version}`} onClick={() => onDelete(collection)} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

export function CollectionsPage() {
  const client = useQueryClient();
  const [state, setState] = useQueryStates(STATE, { history: 'replace', throttleMs: 200 });
  const query = useQuery(collectionsQuery(state));
  const info = useQuery(infoQuery);
  const [deleting, setDeleting] = useState<GalaxyCollection | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: ['collections'] });
  const remove = async (collection: GalaxyCollection) => {
    await deleteCollection(collection.id);
    await refresh();
  };
  return (
    <>
      <PageHeader
        title="Collections"
        description={<>What the built-in Galaxy server offers to builds{info.data === undefined ? '' : <>, at <span className="eef-mono">{info.data.galaxyUrl}</span></>}.</>}
        actions={<UploadButton onUploaded={() => void refresh()} />}
      />
      <PageSection hasBodyWrapper={false}>
        <Toolbar inset={{ default: 'insetNone' }}>
          <ToolbarContent>
            <ToolbarItem className="eef-grow">
              <SearchInput aria-label="Search collections" placeholder="Namespace or name" value={state.q} onChange={(_event, q) => void setState({ q, page: 1 })} onClear={() => void setState({ q: '', page: 1 })} />
            </ToolbarItem>
            <ToolbarItem variant="pagination" align={{ default: 'alignEnd' }}>
              <Pagination isCompact itemCount={query.data?.total ?? 0} page={state.page} perPage={state.perPage} onSetPage={(_event, page) => void setState({ page })} onPerPageSelect={(_event, perPage) => void setState({ perPage, page: 1 })} />
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
        <QueryView query={query} what="the collections">
          {(page) =>
            page.items.length > 0 ? (
              <CollectionTable collections={page.items} onDelete={setDeleting} />
            ) : state.q === '' ? (
              <EmptyView title="No collections here" icon={PackageIcon}>Upload a collection tarball (namespace-name-version.tar.gz). “npm run up” brings the starter collections.</EmptyView>
            ) : (
              <EmptyView title="No collection matches" actions={<Button variant="link" onClick={() => void setState({ q: '', page: 1 })}>Clear the search</Button>}>Nothing here is called “{state.q}”.</EmptyView>
            )
          }
        </QueryView>
      </PageSection>
      {deleting === null ? null : (
        <ConfirmDialog title={`Delete ${deleting.namespace}.${deleting.name} ${deleting.version}?`} confirm="Delete" isDanger onConfirm={() => remove(deleting)} onClose={() => setDeleting(null)}>
          Builds that ask for exactly this version will not find it.
        </ConfirmDialog>
      )}
    </>
  );
}
