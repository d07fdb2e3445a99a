'use client';

import { preloadMonaco } from '#components/editor/load-monaco.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import { LoadingState } from '#components/ui/states.tsx';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { definitionQuery } from './data.ts';
import { DefinitionView } from './definition-view.tsx';
import { draftQuery } from './draft-data.ts';

preloadMonaco();

export function DefinitionPage({ id, builds }: { id: string; builds: ReactNode }) {
  const query = useQuery(definitionQuery(id));
  const draft = useQuery(draftQuery(id));
  return (
    <QueryView query={query} what="the definition">
      {(definition) => (
        <>
          <title>{`${definition.name} · EE Foundry`}</title>
          {draft.isPending ? <LoadingState what="your draft" /> : <DefinitionView key={definition.id} definition={definition} draft={draft.data ?? null} builds={builds} />}
        </>
      )}
    </QueryView>
  );
}
