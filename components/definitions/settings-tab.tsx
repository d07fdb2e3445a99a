'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import { DefinitionName, type Definition } from '#lib/contract/definitions.ts';
import { ActionGroup, Button, Card, CardBody, CardTitle, Content, Form } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { agreeToSecretMount, updateDefinition, withdrawSecretMount } from './data.ts';
import { SaveAsTemplate } from './save-as-template.tsx';

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['definitions'] });
}

function NameCard({ definition }: { definition: Definition }) {
  const refresh = useRefresh();
  const toast = useToast();
  const [name, setName] = useState(definition.name);
  const [description, setDescription] = useState(definition.description);
  const checked = DefinitionName.safeParse(name);
  const isChanged = name !== definition.name || description !== definition.description;
  const submit = () => {
    updateDefinition(definition.id, { name, description }).then(refresh).then(
      () => toast({ variant: 'success', title: 'Name and description are saved' }),
      (error: unknown) => toast({ variant: 'danger', title: 'They were not saved', body: errorSentence(error) }),
    );
  };
  return (
    <Card component="section" aria-label="Name">
      <CardTitle component="h2">Name</CardTitle>
      <CardBody>
        <Form isWidthLimited onSubmit={(event) => { event.preventDefault(); submit(); }}>
          <TextField id="settings-name" label="Name" isRequired value={name} onChange={setName} error={checked.success ? undefined : checked.error.issues[0]?.message} help="Images built from now on carry the new name; those that exist keep theirs." />
          <TextField id="settings-description" label="Description" value={description} onChange={setDescription} />
          <ActionGroup><Button type="submit" variant="secondary" isDisabled={!isChanged || !checked.success}>Save the name</Button></ActionGroup>
        </Form>
      </CardBody>
    </Card>
  );
}

function AgreementCard({ definition }: { definition: Definition }) {
  const refresh = useRefresh();
  const [isAsking, setAsking] = useState(false);
  const agreed = definition.secretMountAgreement;
  const change = async () => {
    await (agreed === null ? agreeToSecretMount(definition.id) : withdrawSecretMount(definition.id));
    await refresh();
  };
  return (
    <Card component="section" aria-label="Galaxy token inside the build" id="agreement">
      <CardTitle component="h2">Galaxy token inside the build</CardTitle>
      <CardBody>
        <Content>
          <Content component="p">Normally collections are downloaded before the build, and the container that runs the definition’s own steps holds no password or token.</Content>
          <Content component="p">Some definitions cannot be served so: those that check signatures, take roles from a private server, or bring an ansible.cfg of their own. For them the two galaxy steps of the build get the Galaxy servers and their tokens as a file that exists only while such a step runs.</Content>
          <Content component="p">The risk: a base image or a step before them that replaces ansible-galaxy could read those tokens and send them away. Agree only if you trust the base image and every step of this definition, and prefer a token that can do nothing but read.</Content>
        </Content>
        <div className="eef-inline">
          {agreed === null ? <span>Not agreed: builds that need it stop and say so.</span> : <span>Agreed by {agreed.by}, <RelativeTime at={agreed.at} />.</span>}
          <Button variant="secondary" onClick={() => setAsking(true)}>{agreed === null ? 'Agree for this definition' : 'Withdraw the agreement'}</Button>
        </div>
      </CardBody>
      {isAsking ? (
        <ConfirmDialog title={agreed === null ? 'Let the galaxy steps see the Galaxy tokens?' : 'Withdraw the agreement?'} confirm={agreed === null ? 'Agree' : 'Withdraw'} isDanger={agreed === null} onConfirm={change} onClose={() => setAsking(false)}>
          {agreed === null ? 'It holds for all later builds of this definition, until it is withdrawn. Your name is recorded.' : 'Builds that need the tokens will stop and say so.'}
        </ConfirmDialog>
      ) : null}
    </Card>
  );
}

function ArchiveCard({ definition }: { definition: Definition }) {
  const refresh = useRefresh();
  const [isAsking, setAsking] = useState(false);
  const change = async () => {
    await updateDefinition(definition.id, { isArchived: !definition.isArchived });
    await refresh();
  };
  return (
    <Card component="section" aria-label="Archive">
      <CardTitle component="h2">Archive</CardTitle>
      <CardBody>
        <Content component="p">{definition.isArchived ? 'This definition is archived: it is not in the list and cannot be built.' : 'An archived definition leaves the list and cannot be built. Its revisions, builds and images stay.'}</Content>
        <Button variant={definition.isArchived ? 'secondary' : 'danger'} onClick={() => setAsking(true)}>{definition.isArchived ? 'Bring back' : 'Archive'}</Button>
      </CardBody>
      {isAsking ? (
        <ConfirmDialog title={definition.isArchived ? `Bring ${definition.name} back?` : `Archive ${definition.name}?`} confirm={definition.isArchived ? 'Bring back' : 'Archive'} isDanger={!definition.isArchived} onConfirm={change} onClose={() => setAsking(false)}>
          {definition.isArchived ? 'It is in the list again and can be built.' : 'It can be brought back at any time.'}
        </ConfirmDialog>
      ) : null}
    </Card>
  );
}

export function SettingsTab({ definition }: { definition: Definition }) {
  return (
    <div className="eef-stack eef-readable">
      <NameCard key={`${definition.name}\n${definition.description}`} definition={definition} />
      <AgreementCard definition={definition} />
      <SaveAsTemplate definition={definition} />
      <ArchiveCard definition={definition} />
    </div>
  );
}
