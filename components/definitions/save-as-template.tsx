'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import { isApiError } from '#lib/client/api-error.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import { Alert, Button, Card, CardBody, CardTitle, Content, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { createTemplate } from './data.ts';

function tagsFrom(text: string): string[] {
  return text.split(',').map((tag) => tag.trim().toLowerCase()).filter((tag) => tag !== '');
}

function TemplateForm({ definition, onClose }: { definition: Definition; onClose: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const [title, setTitle] = useState(definition.name);
  const [description, setDescription] = useState(definition.description);
  const [tags, setTags] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const errors = isApiError(failure) ? failure.fieldErrors : {};
  const tagError = Object.entries(errors).find(([path]) => path.startsWith('tags'))?.[1];
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await createTemplate({ definitionId: definition.id, revision: definition.headRevision, title, description, tags: tagsFrom(tags) });
      await client.invalidateQueries({ queryKey: ['templates'] });
      toast({ variant: 'success', title: `${title.trim()} is a template now`, body: <Link href="/templates">See it in the gallery</Link> });
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label="Save as template">
      <ModalHeader title="Save as template" description={`Text and files of r${definition.headRevision}; destination and credentials are left out.`} />
      <ModalBody>
        <Form id="save-template" onSubmit={(event) => { event.preventDefault(); if (!isBusy) void submit(); }}>
          {failure === null || Object.keys(errors).length > 0 ? null : <Alert isInline variant="danger" title={errorSentence(failure)} />}
          <TextField id="template-title" label="Title" isRequired isFocused value={title} onChange={setTitle} error={errors['title']} />
          <TextField id="template-description" label="Purpose" value={description} onChange={setDescription} error={errors['description']} help="One sentence: what it is for." />
          <TextField id="template-tags" label="Tags" value={tags} onChange={setTags} error={tagError} help="Separated by commas, to find it by." />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="save-template" isLoading={isBusy} isDisabled={isBusy || title.trim() === ''}>Save as template</Button>
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </Modal>
  );
}

/** Makes the newest revision a starting point for the whole team. */
export function SaveAsTemplate({ definition }: { definition: Definition }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Card component="section" aria-label="Template">
      <CardTitle component="h2">Template</CardTitle>
      <CardBody>
        <Content component="p">Everybody in your team can then start a new definition from what this one has in r{definition.headRevision}. Later changes do not reach the template.</Content>
        <Button variant="secondary" onClick={() => setAsking(true)}>Save as template</Button>
      </CardBody>
      {isAsking ? <TemplateForm definition={definition} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}
