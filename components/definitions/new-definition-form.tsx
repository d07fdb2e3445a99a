'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { isApiError } from '#lib/client/api-error.ts';
import { DefinitionName, type Definition } from '#lib/contract/definitions.ts';
import type { TemplateSummary } from '#lib/contract/templates.ts';
import { ActionGroup, Alert, Button, Form, FormGroup, PageSection } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { createDefinition, fetchTemplate } from './data.ts';
import { contentOfTemplate, type Source, type SourceContent } from './source-content.ts';
import { SourceTiles } from './source-tiles.tsx';
import { UploadForm } from './upload-form.tsx';

export interface NewDefinitionFormProps {
  source: Source;
  /** The build whose image is imported. */
  buildId?: string | null;
  templates: readonly TemplateSummary[];
  /** Id of the chosen template. */
  chosen: string | null;
  original: Definition | null;
  onSource: (source: Source, of: string | null) => void;
}

const FIRST_TEMPLATE = 'ee_aws';

function suggestedName({ source, original, chosen }: NewDefinitionFormProps, template: TemplateSummary | null): string {
  if (source === 'copy') return original === null ? '' : `${original.name}-copy`.slice(0, 63);
  if (source !== 'template') return '';
  return template?.origin === 'team' ? nameFromTitle(template.title) : (template?.id ?? chosen ?? '');
}

function templateFor({ source, templates, chosen }: NewDefinitionFormProps): TemplateSummary | null {
  const id = source === 'blank' ? 'blank' : (chosen ?? FIRST_TEMPLATE);
  return templates.find((template) => template.id === id) ?? null;
}

async function contentFor(props: NewDefinitionFormProps): Promise<SourceContent> {
  if (props.original !== null) return { text: props.original.head.text, files: props.original.head.files, settings: props.original.head.settings };
  const template = templateFor(props);
  if (template === null) throw new Error('Choose what to start from.');
  return contentOfTemplate(await fetchTemplate(template.id));
}

function messageFor(props: NewDefinitionFormProps): string {
  if (props.original !== null) return `Copied from ${props.original.name} r${props.original.headRevision}`;
  return props.source === 'blank' ? 'Started blank' : `Started from the template ${templateFor(props)?.title ?? FIRST_TEMPLATE}`;
}

/** A name that an image can have, made of a title for people. */
function nameFromTitle(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+|-+$/g, '').slice(0, 63);
}

/** Why the name cannot be used: its form, or that it is taken. */
function nameProblem(name: string, failure: unknown): string | undefined {
  if (isApiError(failure, 'conflict')) return errorSentence(failure);
  const checked = DefinitionName.safeParse(name);
  return name === '' || checked.success ? undefined : checked.error.issues[0]?.message;
}

/** Starts a definition: from a template, blank, as a copy, or by an import, which may make several. */
export function NewDefinitionForm(props: NewDefinitionFormProps) {
  const router = useRouter();
  const client = useQueryClient();
  const [typedName, setTypedName] = useState<string | null>(null);
  const [description, setDescription] = useState(props.original?.description ?? '');
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const name = typedName ?? suggestedName(props, templateFor(props));
  const changeName = (next: string) => {
    setTypedName(next);
    setFailure(null);
  };
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { settings, ...content } = await contentFor(props);
      const created = await createDefinition({ name, description, message: messageFor(props), ...content, ...(settings === null ? {} : { settings }) });
      await client.invalidateQueries({ queryKey: ['definitions'] });
      router.push(`/definitions/${created.id}`);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <PageSection hasBodyWrapper={false}>
      <Form isWidthLimited maxWidth="60rem" onSubmit={(event) => { event.preventDefault(); if (props.source !== 'upload') void submit(); }}>
        {failure === null || isApiError(failure, 'conflict') ? null : <Alert isInline variant="danger" title={errorSentence(failure)} />}
        {props.original === null ? (
          <FormGroup role="radiogroup" label="Start from" fieldId="source">
            <SourceTiles source={props.source} chosen={props.chosen ?? FIRST_TEMPLATE} templates={props.templates} onSource={props.onSource} />
          </FormGroup>
        ) : null}
        {props.source === 'upload' ? (
          <UploadForm buildId={props.buildId ?? null} />
        ) : (
          <>
            <TextField id="name" label="Name" isRequired value={name} onChange={changeName} error={nameProblem(name, failure)} help="Becomes the name of the image" />
            <TextField id="description" label="Description" value={description} onChange={setDescription} help="What it is for, in a line" />
            <ActionGroup>
              <Button type="submit" isDisabled={isBusy || !DefinitionName.safeParse(name).success} isLoading={isBusy}>Create</Button>
              <Button variant="link" component={(linkProps: object) => <Link href="/definitions" {...linkProps} />}>Cancel</Button>
            </ActionGroup>
          </>
        )}
      </Form>
    </PageSection>
  );
}
