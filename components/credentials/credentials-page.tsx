'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import type { Credential } from '#lib/contract/credentials.ts';
import { Button, PageSection } from '@patternfly/react-core';
import { KeyIcon } from '@patternfly/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { CredentialDialog } from './credential-dialog.tsx';
import { CredentialTable } from './credential-table.tsx';
import { credentialsQuery, deleteCredential, testCredential } from './data.ts';

const STATE = { new: parseAsStringLiteral(['registry', 'galaxy'] as const), edit: parseAsString };

function useCredentialTest(): { testingId: string | null; test: (credential: Credential) => void } {
  const client = useQueryClient();
  const toast = useToast();
  const [testingId, setTestingId] = useState<string | null>(null);
  const test = (credential: Credential) => {
    setTestingId(credential.id);
    testCredential(credential.id)
      .then(
        (result) => toast({ variant: result.ok ? 'success' : 'danger', title: result.ok ? `${credential.name} works` : `${credential.name} does not work`, body: result.message }),
        (error: unknown) => toast({ variant: 'danger', title: `${credential.name} was not tested`, body: errorSentence(error) }),
      )
      .finally(() => {
        setTestingId(null);
        void client.invalidateQueries({ queryKey: ['credentials'] });
      });
  };
  return { testingId, test };
}

export function CredentialsPage() {
  const client = useQueryClient();
  const query = useQuery(credentialsQuery);
  const [state, setState] = useQueryStates(STATE);
  const [deleting, setDeleting] = useState<Credential | null>(null);
  const { testingId, test } = useCredentialTest();
  const close = () => void setState({ new: null, edit: null });
  const edited = query.data?.find((credential) => credential.id === state.edit && !credential.isBuiltIn) ?? null;
  const add = (
    <>
      <Button onClick={() => void setState({ new: 'registry' })}>Add a registry</Button>
      <Button variant="secondary" onClick={() => void setState({ new: 'galaxy' })}>Add a Galaxy server</Button>
    </>
  );
  const saved = (credential: Credential) => {
    close();
    void client.invalidateQueries({ queryKey: ['credentials'] });
    test(credential);
  };
  const remove = async (credential: Credential) => {
    await deleteCredential(credential.id);
    await client.invalidateQueries({ queryKey: ['credentials'] });
  };
  return (
    <>
      <PageHeader title="Credentials" description="Registries and Galaxy servers that builds log in to. Secrets are stored encrypted and never shown." actions={add} />
      <PageSection hasBodyWrapper={false}>
        <QueryView query={query} what="the credentials">
          {(credentials) =>
            credentials.length === 0 ? (
              <EmptyView title="No credentials yet" icon={KeyIcon} actions={add}>Add the registry that images are pushed to, or a Galaxy server that collections come from.</EmptyView>
            ) : (
              <CredentialTable credentials={credentials} testingId={testingId} onTest={test} onEdit={(credential) => void setState({ edit: credential.id })} onDelete={setDeleting} />
            )
          }
        </QueryView>
      </PageSection>
      {state.new === null ? null : <CredentialDialog kind={state.new} stored={null} onSaved={saved} onClose={close} />}
      {edited === null ? null : <CredentialDialog key={edited.id} kind={edited.kind} stored={edited} onSaved={saved} onClose={close} />}
      {deleting === null ? null : (
        <ConfirmDialog title={`Delete ${deleting.name}?`} confirm="Delete" isDanger onConfirm={() => remove(deleting)} onClose={() => setDeleting(null)}>
          The secret is removed for good. Builds that need it will stop working.
        </ConfirmDialog>
      )}
    </>
  );
}
