'use client';

import { TextField } from '#components/ui/text-field.tsx';
import type { Credential } from '#lib/contract/credentials.ts';
import type { CredentialReference, ImportKind, ImportNote } from '#lib/ee/import/types.ts';
import { Alert, Card, CardBody, CardHeader, CardTitle, Checkbox, CodeBlock, CodeBlockCode, ExpandableSection, Label, List, ListItem, Stack } from '@patternfly/react-core';
import { credentialFor, type UploadRow } from './upload-plan.ts';

const KIND_WORDS: Record<ImportKind, string> = {
  definition: 'Definition',
  ee_utilities: 'ee_list item',
  python: 'Python packages',
  'pip-freeze': 'pip freeze',
  galaxy: 'Collections and roles',
  bindep: 'System packages',
  image: 'Contents of an image',
};
const USE_WORDS: Record<CredentialReference['use'], string> = { pull: 'pulling the base image', push: 'pushing the image', galaxy: 'collections' };

export interface UploadRowCardProps {
  row: UploadRow;
  stored: readonly Credential[];
  /** Why creating it failed. */
  failure: string | null;
  onName: (name: string) => void;
  onChosen: (isChosen: boolean) => void;
}

/** One definition that the import would make: its name, where it goes, what to know about it. */
export function UploadRowCard({ row, stored, failure, onName, onChosen }: UploadRowCardProps) {
  const { definition, name, isChosen, index } = row;
  const problem = row.problems[0] ?? failure ?? undefined;
  return (
    <Card isCompact role="listitem" aria-label={name}>
      <CardHeader actions={{ actions: <Label isCompact>{KIND_WORDS[definition.kind]}</Label>, hasNoOffset: true }}>
        <CardTitle component="h2">
          <Checkbox id={`upload-chosen-${index}`} label={definition.description === '' ? name : `${name}: ${definition.description}`} isChecked={isChosen} onChange={(_event, checked) => onChosen(checked)} />
        </CardTitle>
      </CardHeader>
      <CardBody>
        <Stack hasGutter>
          <TextField id={`upload-name-${index}`} label="Name" isRequired isDisabled={!isChosen} value={name} onChange={onName} error={isChosen ? problem : undefined} />
          <Facts row={row} stored={stored} />
          <ImportNotes notes={row.notes} />
          <ExpandableSection toggleText="execution-environment.yml">
            <CodeBlock><CodeBlockCode>{definition.text}</CodeBlockCode></CodeBlock>
          </ExpandableSection>
        </Stack>
      </CardBody>
    </Card>
  );
}

function Facts({ row: { definition }, stored }: Pick<UploadRowCardProps, 'row' | 'stored'>) {
  const { settings, files, credentials } = definition;
  const facts = [
    ...(settings.repository === null ? [] : [`Destination: ${settings.repository}`]),
    ...(settings.tags.length === 0 ? [] : [`Tags: ${settings.tags.join(', ')}`]),
    ...(files.length === 0 ? [] : [`Files: ${files.map(({ path }) => path).slice(0, 8).join(', ')}${files.length > 8 ? ` and ${files.length - 8} more` : ''}`]),
    ...credentials.map((reference) => credentialFact(reference, stored)),
  ];
  if (facts.length === 0) return null;
  return <List isPlain aria-label="What is taken over">{facts.map((fact) => <ListItem key={fact} className="eef-break">{fact}</ListItem>)}</List>;
}

function credentialFact(reference: CredentialReference, stored: readonly Credential[]): string {
  const found = credentialFor(reference, stored);
  const use = `Credential for ${USE_WORDS[reference.use]}`;
  if (reference.host === null) return `${use}: its host is not known here. Choose it in the form of the definition.`;
  if (found !== null) return `${use} (${reference.host}): ${found.name}`;
  return `${use} (${reference.host}): none is stored. Add it under Credentials, then choose it in the form of the definition.`;
}

/** What went wrong and what to look at in plain sight, remarks folded away. */
export function ImportNotes({ notes }: { notes: readonly ImportNote[] }) {
  const important = notes.filter(({ severity }) => severity !== 'info');
  const others = notes.filter(({ severity }) => severity === 'info');
  return (
    <>
      {important.map((note) => <Alert key={textOf(note)} isInline isPlain component="p" variant={note.severity === 'error' ? 'danger' : 'warning'} title={textOf(note)} />)}
      {others.length === 0 ? null : (
        <ExpandableSection toggleText={others.length === 1 ? '1 remark' : `${others.length} remarks`}>
          <List>{others.map((note) => <ListItem key={textOf(note)}>{textOf(note)}</ListItem>)}</List>
        </ExpandableSection>
      )}
    </>
  );
}

function textOf({ message, file, line }: ImportNote): string {
  return file === null || line === null ? message : `${file}, line ${line}: ${message}`;
}
