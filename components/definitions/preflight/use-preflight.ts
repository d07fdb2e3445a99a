import { errorSentence } from '#components/ui/describe-error.ts';
import { useToast } from '#components/ui/toasts.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { sameContent, type Draft } from '../draft.ts';
import { storedFile } from '../save-draft.ts';
import { cancelPreflight, preflightQuery, startPreflight } from './data.ts';

export interface PreflightSession {
  /** Of the preflight that is shown; null: none was asked for. */
  readonly id: string | null;
  /** What it checked; null after the page was loaded again. */
  readonly sent: Draft | null;
  readonly isStarting: boolean;
  /** Checks the draft as it stands; nothing of it is saved. */
  readonly start: () => void;
  readonly cancel: () => void;
  readonly close: () => void;
}

/** The preflight of a draft; its id is in the URL, so that a result can be linked to. */
export function usePreflight(definitionId: string, draft: Draft): PreflightSession {
  const client = useQueryClient();
  const toast = useToast();
  const [id, setId] = useQueryState('preflight', parseAsString.withOptions({ history: 'replace' }));
  const [sent, setSent] = useState<Draft | null>(null);
  const [isStarting, setStarting] = useState(false);

  async function send(): Promise<void> {
    setStarting(true);
    try {
      const files = await Promise.all(draft.files.map(storedFile));
      const preflight = await startPreflight(definitionId, { text: draft.text, files, settings: draft.settings });
      client.setQueryData(preflightQuery(preflight.id).queryKey, preflight);
      setSent(draft);
      await setId(preflight.id);
    } catch (error) {
      toast({ variant: 'danger', title: 'The preflight was not started', body: errorSentence(error) });
    } finally {
      setStarting(false);
    }
  }

  async function stop(preflightId: string): Promise<void> {
    try {
      client.setQueryData(preflightQuery(preflightId).queryKey, await cancelPreflight(preflightId));
    } catch (error) {
      toast({ variant: 'warning', title: 'The preflight was not cancelled', body: errorSentence(error) });
    }
  }

  return {
    id,
    sent,
    isStarting,
    start: () => {
      if (!isStarting) void send();
    },
    cancel: () => {
      if (id !== null) void stop(id);
    },
    close: () => void setId(null),
  };
}

/** Whether the draft is another one than the one that was checked. */
export function isOutdated({ sent }: PreflightSession, draft: Draft): boolean {
  return sent !== null && !sameContent(sent, draft);
}
