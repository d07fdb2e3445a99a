'use client';

import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { BuildIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { BuildsTable } from './builds-table.tsx';
import { buildsQuery } from './data.ts';

const SHOWN = 25;

/** The newest builds of one definition. */
export function BuildsOfDefinition({ definitionId }: { definitionId: string }) {
  const query = useQuery(buildsQuery({ q: '', status: [], definitionId, page: 1, perPage: SHOWN }));
  return (
    <QueryView query={query} what="the builds">
      {({ items, total }) =>
        items.length === 0 ? (
          <EmptyView title="Never built" icon={BuildIcon}>Press Build: the newest revision is built, and its log appears line by line.</EmptyView>
        ) : (
          <>
            <BuildsTable builds={items} isOfOneDefinition />
            {total > items.length ? <Link href={`/builds?definitionId=${definitionId}`}>All {total} builds</Link> : null}
          </>
        )
      }
    </QueryView>
  );
}
