'use client';

import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import type { Definition } from '#lib/contract/definitions.ts';
import { Alert, AlertActionCloseButton, AlertActionLink } from '@patternfly/react-core';
import { useEffect } from 'react';
import type { DraftSession } from './use-draft.ts';

export interface DraftNoticesProps {
  definition: Definition;
  session: DraftSession;
  onDiscard: () => void;
  onCompare: () => void;
}

const RESTORED_FROM = { server: 'It was kept on the server', browser: 'It was kept in this browser' } as const;

/** The notice is at the top of the page, which may be out of sight. */
function useElsewhereToast(isElsewhere: boolean): void {
  const toast = useToast();
  useEffect(() => {
    if (isElsewhere) toast({ variant: 'warning', title: 'Two tabs have changed this draft', body: 'Choose at the top of the page which one goes on.' });
  }, [isElsewhere, toast]);
}

function ElsewhereNotice({ session }: { session: DraftSession }) {
  const { keep } = session;
  useElsewhereToast(keep.kind === 'elsewhere');
  if (keep.kind !== 'elsewhere') return null;
  return (
    <Alert
      isInline
      variant="warning"
      title="Your draft was changed in another tab or browser"
      actionLinks={
        <>
          <AlertActionLink onClick={session.takeOver}>Go on with what is here</AlertActionLink>
          <AlertActionLink onClick={session.takeOther}>Load the other one</AlertActionLink>
        </>
      }
    >
      The other one was written <RelativeTime at={keep.other.updatedAt} />, on top of r{keep.other.baseRevision}. Until you choose, what you type here is {keep.isStored ? 'kept in this browser only' : 'not kept'}; the one that you do not choose is overwritten.
    </Alert>
  );
}

function KeepNotice({ session }: { session: DraftSession }) {
  const { keep } = session;
  if (!session.isDirty) return null;
  if (keep.kind === 'local' && keep.isStored) return <Alert isInline isLiveRegion variant="warning" title="Kept in this browser; the server could not be reached">It goes to the server as soon as that answers. You can go on.</Alert>;
  if (keep.kind === 'local') return <Alert isInline isLiveRegion variant="danger" title="Your changes are not kept">The server could not be reached, and the browser’s storage is full or closed to this page. Copy the text before you leave.</Alert>;
  if (keep.kind === 'refused') return <Alert isInline isLiveRegion variant="warning" title="The server does not keep this draft">{keep.reason} {keep.isStored ? 'Until then it is kept in this browser.' : 'It is not kept in this browser either: save before you leave.'}</Alert>;
  return null;
}

/** What a person must know about the draft in hand. */
export function DraftNotices({ definition, session, onDiscard, onCompare }: DraftNoticesProps) {
  return (
    <>
      <ElsewhereNotice session={session} />
      <KeepNotice session={session} />
      {session.restored !== null && session.isDirty && !session.isBehind && session.keep.kind !== 'elsewhere' ? (
        <Alert isInline variant="info" title="Your unsaved draft is back" actionClose={<AlertActionCloseButton onClose={session.dismissRestored} />} actionLinks={<AlertActionLink onClick={onDiscard}>Discard it</AlertActionLink>}>
          {RESTORED_FROM[session.restored]}, on top of r{session.draft.baseRevision}.
        </Alert>
      ) : null}
      {session.isBehind ? (
        <Alert isInline variant="warning" title={`r${definition.head.number} was saved by ${definition.head.createdBy} since you began with r${session.draft.baseRevision}`} actionLinks={<AlertActionLink onClick={onCompare}>Merge the two</AlertActionLink>}>
          Your draft is kept. It can be saved once it holds both.
        </Alert>
      ) : null}
      {definition.isArchived ? <Alert isInline variant="info" title="This definition is archived">It cannot be built. The Settings tab brings it back.</Alert> : null}
    </>
  );
}
