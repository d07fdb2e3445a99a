'use client';

import { PageHeader } from '#components/ui/page-header.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Button, Gallery, PageSection } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { activeBuildsQuery, failedBuildsQuery, readinessQuery, recentDefinitionsQuery } from './data.ts';
import { FirstRun } from './first-run.tsx';
import { ActiveBuilds, DefinitionStates, FailedBuilds, ReadinessList } from './home-sections.tsx';

export function Home() {
  const active = useQuery(activeBuildsQuery);
  const failed = useQuery(failedBuildsQuery);
  const definitions = useQuery(recentDefinitionsQuery);
  const readiness = useQuery(readinessQuery);
  const isFirstRun = definitions.data?.total === 0;
  const isReady = readiness.data?.items.every((item) => item.ok) === true;
  const ready = <QueryView query={readiness} what="what builds need">{(data) => <ReadinessList readiness={data} />}</QueryView>;
  if (isFirstRun) {
    return (
      <>
        <PageHeader title="Welcome to EE Foundry" description="Write an execution environment, build it here, use the image." />
        <PageSection hasBodyWrapper={false} className="eef-stack">
          <FirstRun />
          {ready}
        </PageSection>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Home" actions={<Button component={(props: object) => <Link href="/definitions/new" {...props} />}>New definition</Button>} />
      <PageSection hasBodyWrapper={false}>
        <Gallery hasGutter minWidths={{ default: '100%', md: '24rem' }}>
          {isReady ? null : ready}
          <QueryView query={active} what="the builds">{(page) => <ActiveBuilds builds={page.items} />}</QueryView>
          <QueryView query={failed} what="the failed builds">{(page) => <FailedBuilds builds={page.items} />}</QueryView>
          <QueryView query={definitions} what="the definitions">{(page) => <DefinitionStates definitions={page.items} />}</QueryView>
          {isReady ? ready : null}
        </Gallery>
      </PageSection>
    </>
  );
}
