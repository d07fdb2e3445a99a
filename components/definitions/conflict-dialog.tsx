'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import type { Definition, Revision } from '#lib/contract/definitions.ts';
import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ConflictMerge } from './conflict-merge.tsx';
import { revisionQuery } from './data.ts';
import { mergeDrafts, NO_CHOICES, resolveDraft, type MergeChoices } from './draft-merge.ts';
import { draftOf, type Draft } from './draft.ts';

export interface ConflictDialogProps {
  definition: Definition;
  draft: Draft;
  /** Goes on with `draft` on top of the newest revision. */
  onKeep: (draft: Draft) => void;
  onTakeTheirs: () => Promise<unknown>;
  onClose: () => void;
}

function MergeSteps({ base, definition, draft, onKeep, onTakeTheirs, onClose }: ConflictDialogProps & { base: Revision }) {
  const head = useMemo(() => draftOf(definition.head), [definition.head]);
  const merge = useMemo(() => mergeDrafts({ base: draftOf(base), theirs: head, mine: draft }), [base, head, draft]);
  const [choices, setChoices] = useState<MergeChoices>(NO_CHOICES);
  const [edited, setEdited] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const resolved = useMemo(() => resolveDraft(merge, choices, definition.head.number), [merge, choices, definition.head.number]);
  const result = resolved === null || edited === null ? resolved : { ...resolved, text: edited };
  const edit = (text: string | null) => setEdited(text === resolved?.text ? null : text);
  return (
    <>
      <ModalBody>
        {failure === null ? null : <Alert isInline variant="danger" title={errorSentence(failure)} className="eef-gap-below" />}
        <ConflictMerge merge={merge} baseRevision={base.number} head={head} headRevision={definition.head.number} choices={choices} onChoices={setChoices} result={result} isEdited={edited !== null} onEdit={edit} />
      </ModalBody>
      <ModalFooter className="eef-wrap">
        <Button onClick={() => { if (result !== null) onKeep(result); }} isDisabled={result === null}>Go on with the result</Button>
        <Button variant="secondary" isDanger onClick={() => { onTakeTheirs().catch((error: unknown) => setFailure(error)); }}>Drop mine, take theirs</Button>
        <Button variant="link" onClick={onClose}>Decide later</Button>
      </ModalFooter>
    </>
  );
}

/** Somebody saved while this person was typing: both are merged, what both changed is chosen by hand. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { definition, draft, onClose } = props;
  const base = useQuery(revisionQuery(definition.id, draft.baseRevision));
  const title = `${definition.head.createdBy} saved r${definition.head.number} while you were editing r${draft.baseRevision}`;
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-label={title}>
      <ModalHeader title={title} description={definition.head.message === '' ? 'They left no message.' : `Their message: ${definition.head.message}`} />
      <QueryView query={base} what={`r${draft.baseRevision}`}>{(revision) => <MergeSteps key={definition.head.number} {...props} base={revision} />}</QueryView>
    </Modal>
  );
}
