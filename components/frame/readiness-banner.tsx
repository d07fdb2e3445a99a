'use client';

import { Alert, AlertActionLink, PageSection } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { readinessQuery } from './data.ts';

/** Shown only while something stops builds; Home lists the same with more room, so it is left out there. */
export function ReadinessBanner() {
  const { data } = useQuery(readinessQuery);
  const isHome = usePathname() === '/';
  const broken = data?.items.filter((item) => !item.ok) ?? [];
  if (isHome || broken.length === 0) return null;
  return (
    <PageSection hasBodyWrapper={false} className="eef-banner" aria-label="What stops builds">
      {broken.map((item) => (
        <Alert
          key={item.id}
          isInline
          variant="warning"
          title={item.title}
          {...(item.href === null ? {} : { actionLinks: <AlertActionLink component={(props: Record<string, unknown>) => <Link href={item.href ?? '/'} {...props} />}>Go to the fix</AlertActionLink> })}
        >
          {item.detail}
        </Alert>
      ))}
    </PageSection>
  );
}
