'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { useToast } from '#components/ui/toasts.tsx';
import type { DefinitionSummary } from '#lib/contract/definitions.ts';
import type { IAction } from '@patternfly/react-table';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { startBuild, updateDefinition } from './data.ts';

/** The row menu of a definition and the dialog that it may open. */
export function useDefinitionActions(): { actionsOf: (definition: DefinitionSummary) => IAction[]; dialog: ReactNode } {
  const [asked, setAsked] = useState<DefinitionSummary | null>(null);
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const refresh = () => client.invalidateQueries({ queryKey: ['definitions'] });
  const build = (definition: DefinitionSummary) => {
    startBuild(definition.id, { revision: null, mode: 'exact' }).then(
      (started) => router.push(`/builds/${started.id}`),
      (error: unknown) => toast({ variant: 'danger', title: `${definition.name} was not built`, body: errorSentence(error) }),
    );
  };
  const setArchived = async (definition: DefinitionSummary, isArchived: boolean) => {
    await updateDefinition(definition.id, { isArchived });
    await refresh();
    toast({ variant: 'success', title: isArchived ? `${definition.name} is archived` : `${definition.name} is back` });
  };
  const bringBack = (definition: DefinitionSummary) => {
    setArchived(definition, false).catch((error: unknown) => toast({ variant: 'danger', title: 'It was not brought back', body: errorSentence(error) }));
  };
  const actionsOf = (definition: DefinitionSummary): IAction[] => [
    ...(definition.isArchived ? [] : [{ title: 'Build', onClick: () => build(definition) }]),
    { title: 'Duplicate', onClick: () => router.push(`/definitions/new?from=copy&of=${definition.id}`) },
    definition.isArchived ? { title: 'Bring back', onClick: () => bringBack(definition) } : { title: 'Archive', onClick: () => setAsked(definition) },
  ];
  const dialog = asked === null ? null : (
    <ConfirmDialog title={`Archive ${asked.name}?`} confirm="Archive" onConfirm={() => setArchived(asked, true)} onClose={() => setAsked(null)}>
      It leaves the list and cannot be built. Revisions, builds and images stay, and it can be brought back at any time.
    </ConfirmDialog>
  );
  return { actionsOf, dialog };
}
