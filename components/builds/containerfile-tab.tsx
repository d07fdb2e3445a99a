'use client';

import { CodeSnippet } from '#components/ui/code-snippet.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { useQuery } from '@tanstack/react-query';
import { textArtifactQuery, type ArtifactRef } from './data.ts';

function ContainerfileText({ artifact }: { artifact: ArtifactRef }) {
  const query = useQuery(textArtifactQuery(artifact));
  return (
    <QueryView query={query} what="the Containerfile">
      {(text) => <CodeSnippet text={text} label="Copy the Containerfile" />}
    </QueryView>
  );
}

/** What ansible-builder made of the definition, as podman built it. */
export function ContainerfileTab({ artifact }: { artifact: ArtifactRef | null }) {
  if (artifact !== null) return <ContainerfileText artifact={artifact} />;
  return <EmptyView title="No Containerfile">ansible-builder writes it in the first phase; this attempt has none yet.</EmptyView>;
}
