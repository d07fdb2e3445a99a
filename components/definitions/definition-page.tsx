'use client';

import { QueryView } from '#components/ui/query-view.tsx';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { definitionQuery } from './data.ts';
import { DefinitionView } from './definition-view.tsx';

export function DefinitionPage({ id, builds }: { id: string; builds: ReactNode }) {
  const query = useQuery(definitionQuery(id));
  return (
    <QueryView query={query} what="the definition">
      {(definition) => (
        <>
          <title>{`${definition.name} · EE Foundry`}</title>
          <DefinitionView key={definition.id} definition={definition} builds={builds} />
        </>
      )}
    </QueryView>
  );
}
