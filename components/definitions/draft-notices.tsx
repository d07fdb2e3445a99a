'use client';

import type { Definition } from '#lib/contract/definitions.ts';
import { Alert, AlertActionCloseButton, AlertActionLink } from '@patternfly/react-core';
import type { DraftSession } from './use-draft.ts';

export interface DraftNoticesProps {
  definition: Definition;
  session: DraftSession;
  onDiscard: () => void;
  onCompare: () => void;
}

/** What a person must know about the draft in hand. */
export function DraftNotices({ definition, session, onDiscard, onCompare }: DraftNoticesProps) {
  return (
    <>
      {session.wasRestored && session.isDirty && !session.isBehind ? (
        <Alert isInline variant="info" title="Your unsaved draft is back" actionClose={<AlertActionCloseButton onClose={session.dismissRestored} />} actionLinks={<AlertActionLink onClick={onDiscard}>Discard it</AlertActionLink>}>
          It was kept in this browser, on top of r{session.draft.baseRevision}.
        </Alert>
      ) : null}
      {session.isBehind ? (
        <Alert isInline variant="warning" title={`r${definition.head.number} was saved by ${definition.head.createdBy} since you began with r${session.draft.baseRevision}`} actionLinks={<AlertActionLink onClick={onCompare}>Compare and choose</AlertActionLink>}>
          Your draft is kept. It can be saved after you have chosen what stays.
        </Alert>
      ) : null}
      {session.isKept ? null : <Alert isInline variant="warning" title="The browser does not keep the draft">Its storage is full or closed to this page: save before you leave.</Alert>}
      {definition.isArchived ? <Alert isInline variant="info" title="This definition is archived">It cannot be built. The Settings tab brings it back.</Alert> : null}
    </>
  );
}
