'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { isApiError } from '#lib/client/api-error.ts';
import type { Credential, CredentialKind } from '#lib/contract/credentials.ts';
import { Alert, Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState } from 'react';
import { checkChange, checkNew, draftOf, emptyDraft, needsSecretAgain, type CredentialDraft, type DraftErrors } from './credential-draft.ts';
import { createCredential, updateCredential } from './data.ts';

interface Words {
  title: string;
  host: string;
  hostHelp: string;
  hostExample: string;
  username: string;
  secret: string;
}

const WORDS: Record<CredentialKind, Words> = {
  registry: { title: 'container registry', host: 'Host', hostHelp: 'host or host:port, without https://', hostExample: 'registry.example.com', username: 'User', secret: 'Password or token' },
  galaxy: { title: 'Galaxy or Automation Hub server', host: 'Server URL', hostHelp: 'As in ansible.cfg, for each repository its own', hostExample: 'https://hub.example.com/api/galaxy/content/published/', username: 'User (optional)', secret: 'Token' },
};

function secretHelp(stored: Credential | null, draft: CredentialDraft): string {
  if (stored === null) return draft.kind === 'galaxy' ? 'Without a token the server is asked anonymously. It is stored encrypted and never shown again.' : 'It is stored encrypted and never shown again.';
  if (needsSecretAgain(draft, stored)) return 'The address has changed: give the secret again, it is bound to its host.';
  return stored.hasSecret ? 'Leave empty to keep the stored one.' : 'None is stored.';
}

function problemErrors(error: unknown): DraftErrors {
  return isApiError(error) ? error.fieldErrors : {};
}

export interface CredentialDialogProps {
  kind: CredentialKind;
  stored: Credential | null;
  onSaved: (credential: Credential) => void;
  onClose: () => void;
}

export function CredentialDialog({ kind, stored, onSaved, onClose }: CredentialDialogProps) {
  const [draft, setDraft] = useState<CredentialDraft>(() => (stored === null ? emptyDraft(kind) : draftOf(stored)));
  const [errors, setErrors] = useState<DraftErrors>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const words = WORDS[kind];
  const set = (field: keyof CredentialDraft) => (value: string) => setDraft((before) => ({ ...before, [field]: value }));
  const send = async () => {
    if (stored === null) {
      const checked = checkNew(draft);
      return checked.ok ? createCredential(checked.body) : checked;
    }
    const checked = checkChange(draft, stored);
    return checked.ok ? updateCredential(stored.id, checked.body) : checked;
  };
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const result = await send();
      if ('ok' in result) setErrors(result.errors);
      else onSaved(result);
    } catch (error) {
      setErrors(problemErrors(error));
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const title = stored === null ? `Add a ${words.title}` : `Change ${stored.name}`;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={title}>
      <ModalHeader title={title} />
      <ModalBody>
        <Form id="credential" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
          {failure === null ? null : <Alert isInline variant="danger" title={errorSentence(failure)} />}
          <TextField id="credential-name" label="Name" isRequired isFocused value={draft.name} onChange={set('name')} error={errors.name} help="How people here know it" />
          <TextField id="credential-host" label={words.host} isRequired value={draft.host} onChange={set('host')} error={errors.host} help={words.hostHelp} placeholder={words.hostExample} />
          {kind === 'galaxy' ? <TextField id="credential-auth-url" label="Auth URL (optional)" value={draft.authUrl} onChange={set('authUrl')} error={errors.authUrl} help="Where the offline token is exchanged, as the automation console shows it" /> : null}
          <TextField id="credential-username" label={words.username} isRequired={kind === 'registry'} value={draft.username} onChange={set('username')} error={errors.username} />
          <TextField id="credential-secret" label={words.secret} isRequired={kind === 'registry' && stored === null} type="password" value={draft.secret} onChange={set('secret')} error={errors.secret} help={secretHelp(stored, draft)} />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="credential" isLoading={isBusy} isDisabled={isBusy}>
          {stored === null ? 'Add' : 'Save'}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
