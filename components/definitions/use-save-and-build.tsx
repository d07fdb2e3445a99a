'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { useToast } from '#components/ui/toasts.tsx';
import type { Definition } from '#lib/contract/definitions.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { ConflictDialog } from './conflict-dialog.tsx';
import { definitionQuery, startBuild } from './data.ts';
import { saveDraft } from './save-draft.ts';
import { SaveDialog } from './save-dialog.tsx';
import type { DraftSession } from './use-draft.ts';

type Asked = 'save' | 'save-and-build' | 'conflict' | null;

export interface SaveAndBuild {
  /** Ctrl-S and the Save button. */
  readonly save: () => void;
  /** Ctrl-Enter and the Build button: saves first when there is something to save. */
  readonly build: () => void;
  readonly compare: () => void;
  readonly isStarting: boolean;
  readonly dialogs: ReactNode;
}

/** Saving, building, and what comes between: message, conflict. */
export function useSaveAndBuild(definition: Definition, session: DraftSession, errorCount: number): SaveAndBuild {
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [asked, setAsked] = useState<Asked>(null);
  const [isStarting, setStarting] = useState(false);
  const close = () => setAsked(null);
  const refresh = () => client.invalidateQueries({ queryKey: ['definitions'] });
  const start = async (revision: number) => {
    setStarting(true);
    try {
      const build = await startBuild(definition.id, { revision, mode: 'exact' });
      router.push(`/builds/${build.id}`);
    } catch (error) {
      toast({ variant: 'danger', title: 'The build was not started', body: errorSentence(error) });
    } finally {
      setStarting(false);
    }
  };
  const store = async (message: string) => {
    const revision = await session.saving((draft, version) => saveDraft(definition.id, { draft, version, message }));
    toast({ variant: 'success', title: `Saved as r${revision.number}` });
    void refresh();
    if (asked === 'save-and-build') await start(revision.number);
  };
  const openConflict = async () => {
    await client.query({ ...definitionQuery(definition.id), staleTime: 0 }).catch(() => undefined);
    setAsked('conflict');
  };
  const save = () => {
    if (asked !== null) return;
    if (session.isBehind) void openConflict();
    else if (session.isDirty) setAsked('save');
    else toast({ variant: 'info', title: 'Nothing to save', body: `r${definition.headRevision} is what you see.` });
  };
  const build = () => {
    if (asked !== null || isStarting || definition.isArchived) return;
    if (session.isBehind) void openConflict();
    else if (session.isDirty) setAsked('save-and-build');
    else void start(session.draft.baseRevision);
  };
  const dialogs = (
    <>
      {asked === 'save' || asked === 'save-and-build' ? (
        <SaveDialog title={asked === 'save' ? 'Save a revision' : 'Save and build'} verb={asked === 'save' ? 'Save' : 'Save and build'} errorCount={errorCount} onSave={store} onStale={() => void openConflict()} onClose={close} />
      ) : null}
      {asked === 'conflict' ? (
        <ConflictDialog definition={definition} draft={session.draft} onKeep={(draft) => { session.rebase(draft); close(); }} onTakeTheirs={() => session.discard().then(close)} onClose={close} />
      ) : null}
    </>
  );
  return { save, build, compare: () => void openConflict(), isStarting, dialogs };
}
