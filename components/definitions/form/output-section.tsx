'use client';

import { Repository, Tag, type RevisionSettings } from '#lib/contract/definitions.ts';
import type { Credential } from '#lib/contract/credentials.ts';
import { Alert, Checkbox, FormGroup, FormHelperText, FormSection, FormSelect, FormSelectOption, HelperText, HelperTextItem } from '@patternfly/react-core';
import Link from 'next/link';
import { useState } from 'react';
import { ChipList } from './chip-list.tsx';
import { LiveField } from './live-field.tsx';
import { OrderedChoice } from './ordered-choice.tsx';

export interface OutputSectionProps {
  settings: RevisionSettings;
  defaultRepository: string;
  credentials: readonly Credential[];
  onChange: (settings: RevisionSettings) => void;
}

function labelOf(credential: Credential): string {
  return `${credential.name} (${credential.host})`;
}

function Help({ children, isError = false }: { children: React.ReactNode; isError?: boolean }) {
  return (
    <FormHelperText>
      <HelperText>
        <HelperTextItem variant={isError ? 'error' : 'default'}>{children}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

function Destination({ settings, defaultRepository, onChange }: OutputSectionProps) {
  const [error, setError] = useState<string | undefined>();
  const commit = (value: string) => {
    const checked = Repository.safeParse(value);
    setError(value === '' || checked.success ? undefined : `${checked.error.issues[0]?.message ?? ''} Until then the one before is kept.`);
    if (value === '') onChange({ ...settings, repository: null });
    else if (checked.success) onChange({ ...settings, repository: value });
  };
  return <LiveField id="form-repository" label="Destination" value={settings.repository ?? ''} placeholder={defaultRepository} error={error} help={`Where the image goes, without a tag. Empty: ${defaultRepository}`} onCommit={commit} onLeave={() => setError(undefined)} />;
}

function Tags({ settings, onChange }: OutputSectionProps) {
  const [error, setError] = useState<string | undefined>();
  const change = (tags: readonly string[]) => {
    const bad = tags.find((tag) => !Tag.safeParse(tag).success);
    setError(bad === undefined ? undefined : `“${bad}” is not a tag: use letters, digits, ".", "_" and "-".`);
    if (bad === undefined) onChange({ ...settings, tags: [...new Set(tags)].slice(0, 20) });
  };
  return (
    <FormGroup label="Tags" fieldId="form-tags" role="group">
      <ChipList id="form-tags" noun="tag" items={settings.tags} placeholder="1.0" onAdd={(added) => change([...settings.tags, ...added])} onChange={(index, value) => change(settings.tags.map((tag, at) => (at === index ? value : tag)))} onRemove={(index) => change(settings.tags.filter((_tag, at) => at !== index))} />
      <Help isError={error !== undefined}>{error ?? 'Moved to the image when it is published. Empty: those in options.tags, else latest.'}</Help>
    </FormGroup>
  );
}

function RegistryLogins({ settings, credentials, onChange }: OutputSectionProps) {
  const registries = credentials.filter((credential) => credential.kind === 'registry');
  const toggle = (id: string, isChosen: boolean) => onChange({ ...settings, pullCredentialIds: isChosen ? [...settings.pullCredentialIds, id] : settings.pullCredentialIds.filter((other) => other !== id) });
  return (
    <>
      <FormGroup label="Push with" fieldId="form-push">
        <FormSelect id="form-push" value={settings.pushCredentialId ?? ''} onChange={(_event, value) => onChange({ ...settings, pushCredentialId: value === '' ? null : value })}>
          <FormSelectOption value="" label="The credential of the destination’s host" />
          {registries.map((credential) => <FormSelectOption key={credential.id} value={credential.id} label={labelOf(credential)} />)}
        </FormSelect>
      </FormGroup>
      <FormGroup label="Pull with" role="group" fieldId="form-pull">
        {registries.map((credential) => <Checkbox key={credential.id} id={`form-pull-${credential.id}`} label={labelOf(credential)} isChecked={settings.pullCredentialIds.includes(credential.id)} onChange={(_event, isChosen) => toggle(credential.id, isChosen)} />)}
        <Help>Log-ins for the registries that the base image and COPY --from come from. <Link href="/credentials?new=registry">Add a registry</Link></Help>
      </FormGroup>
    </>
  );
}

/** What a revision freezes besides the text: where the image goes and which credentials are used. */
export function OutputSection(props: OutputSectionProps) {
  const { settings, credentials, onChange } = props;
  const galaxy = credentials.filter((credential) => credential.kind === 'galaxy').map((credential) => ({ id: credential.id, label: labelOf(credential) }));
  const known = new Set(credentials.map((credential) => credential.id));
  const isMissing = [...settings.pullCredentialIds, ...settings.galaxyCredentialIds, ...(settings.pushCredentialId === null ? [] : [settings.pushCredentialId])].some((id) => !known.has(id));
  return (
    <FormSection title="Destination and credentials" titleElement="h2" id="section-output">
      {isMissing && credentials.length > 0 ? <Alert isInline variant="warning" title="A credential that this definition used was removed. Choose another one." /> : null}
      <Destination {...props} />
      <Tags {...props} />
      <RegistryLogins {...props} />
      <FormGroup label="Galaxy servers" role="group" fieldId="form-galaxy">
        <OrderedChoice id="form-galaxy" noun="Galaxy server" choices={galaxy} chosen={settings.galaxyCredentialIds} onChange={(galaxyCredentialIds) => onChange({ ...settings, galaxyCredentialIds })} />
        <Help>Asked for collections in this order. <Link href="/credentials?new=galaxy">Add a Galaxy server</Link></Help>
      </FormGroup>
      <FormGroup label="Worker labels" role="group" fieldId="form-labels">
        <ChipList id="form-labels" noun="worker label" items={settings.workerLabels} onAdd={(added) => onChange({ ...settings, workerLabels: [...new Set([...settings.workerLabels, ...added])].slice(0, 20) })} onChange={(index, value) => onChange({ ...settings, workerLabels: settings.workerLabels.map((label, at) => (at === index ? value : label)) })} onRemove={(index) => onChange({ ...settings, workerLabels: settings.workerLabels.filter((_label, at) => at !== index) })} />
        <Help>Only workers that have all of them build this. Empty: any worker.</Help>
      </FormGroup>
    </FormSection>
  );
}
