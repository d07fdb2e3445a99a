'use client';

import { CodeSnippet } from '#components/ui/code-snippet.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { Card, CardBody, CardTitle, Content, Gallery, PageSection } from '@patternfly/react-core';
import { ClusterIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import { infoQuery, workersQuery } from './data.ts';
import { WorkerCard } from './worker-card.tsx';

function AddWorker() {
  const info = useQuery(infoQuery);
  const url = info.data?.publicUrl ?? 'http://127.0.0.1:8080';
  return (
    <Card component="section" aria-label="Add a worker">
      <CardTitle component="h2">Add a worker</CardTitle>
      <CardBody>
        <Content component="p">
          On another Linux host: clone this repository there, copy the file <code>tokens/worker</code> of the server’s data directory beside it as <code>worker-token</code>, and run:
        </Content>
        <CodeSnippet label="Copy command" text={`EEF_SERVER_URL=${url} EEF_WORKER_TOKEN_FILE=worker-token npm run worker`} />
        <Content component="small">The worker connects out to the dashboard; nothing needs to reach the worker. The dashboard must listen on an address that the host reaches (EEF_HOST).</Content>
      </CardBody>
    </Card>
  );
}

export function WorkersPage() {
  const query = useQuery(workersQuery);
  return (
    <>
      <PageHeader title="Workers" description="The hosts that build. Each checks itself and says what to fix." />
      <PageSection hasBodyWrapper={false} className="eef-stack">
        <QueryView query={query} what="the workers">
          {(workers) =>
            workers.length === 0 ? (
              <EmptyView title="No worker has connected yet" icon={ClusterIcon}>Builds wait until one is there. Start one on this host with “npm run up”, or add one as shown below.</EmptyView>
            ) : (
              <Gallery hasGutter minWidths={{ default: '100%', md: '26rem' }}>
                {workers.map((worker) => <WorkerCard key={worker.id} worker={worker} />)}
              </Gallery>
            )
          }
        </QueryView>
        <AddWorker />
      </PageSection>
    </>
  );
}
