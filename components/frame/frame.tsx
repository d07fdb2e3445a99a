'use client';

import { ErrorView, LoadingState } from '#components/ui/states.tsx';
import { Page, SkipToContent } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { sessionQuery } from './data.ts';
import { useLiveUpdates } from './live-updates.ts';
import { FrameMasthead } from './masthead.tsx';
import { Rail } from './rail.tsx';
import { ReadinessBanner } from './readiness-banner.tsx';
import { TokenPage } from './token-page.tsx';
import { useIsNarrow } from '#components/ui/use-is-narrow.ts';

const MAIN_ID = 'main';

function SignedInFrame({ team, children }: { team: string; children: ReactNode }) {
  const connection = useLiveUpdates();
  const isNarrow = useIsNarrow();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const isRailOpen = wanted ?? !isNarrow;
  return (
    <Page
      className="eef-page"
      isContentFilled
      mainContainerId={MAIN_ID}
      mainAriaLabel="Content"
      skipToContent={<SkipToContent href={`#${MAIN_ID}`}>Skip to content</SkipToContent>}
      masthead={<FrameMasthead team={team} connection={connection} isRailOpen={isRailOpen} onToggleRail={() => setWanted(!isRailOpen)} />}
      sidebar={<Rail isOpen={isRailOpen} onNavigate={() => setWanted(null)} />}
    >
      <ReadinessBanner />
      {children}
    </Page>
  );
}

/** Everything around a page: masthead, rail, banner; the token page instead when a session is needed. */
export function Frame({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  if (session.data === undefined) {
    return session.isError ? <ErrorView error={session.error} what="the dashboard" onRetry={() => void session.refetch()} /> : <LoadingState what="the dashboard" />;
  }
  if (session.data.isTokenRequired && !session.data.isAuthenticated) return <TokenPage />;
  return <SignedInFrame team={session.data.team.name}>{children}</SignedInFrame>;
}
