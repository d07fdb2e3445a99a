'use client';

import { Repository, Tag, type RevisionSettings } from '#lib/contract/definitions.ts';
import type { Credential } from '#lib/contract/credentials.ts';
import { Alert, Checkbox, FormSelect, FormSelectOption } from '@patternfly/react-core';
import Link from 'next/link';
import { useState } from 'react';
import { ChipList } from './chip-list.tsx';
import { FieldFrame } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import { FormPart, type PartField } from './form-part.tsx';
import { LiveField } from './live-field.tsx';
import { OrderedChoice } from './ordered-choice.tsx';
import { listField, switchFields, textFields } from './part-fields.tsx';

export interface OutputSectionProps {
  settings: RevisionSettings;
  defaultRepository: string;
  credentials: readonly Credential[];
  onChange: (settings: RevisionSettings) => void;
}

const MAX_ENTRIES = 20;

function labelOf(credential: Credential): string {
  return `${credential.name} (${credential.host})`;
}

function Destination({ settings, defaultRepository, onChange }: OutputSectionProps) {
  const [error, setError] = useState<string | undefined>();
  const commit = (value: string) => {
    const checked = Repository.safeParse(value);
    setError(value === '' || checked.success ? undefined : `${checked.error.issues[0]?.message ?? ''} Until then the one before is kept.`);
    if (value === '') onChange({ ...settings, repository: null });
    else if (checked.success) onChange({ ...settings, repository: value });
  };
  return <LiveField id="form-repository" label="Destination" path={['settings', 'repository']} value={settings.repository ?? ''} placeholder={defaultRepository} error={error} help={`Where the image goes, without a tag. Empty: ${defaultRepository}`} onCommit={commit} onLeave={() => setError(undefined)} />;
}

function Tags({ settings, onChange }: OutputSectionProps) {
  const [error, setError] = useState<string | undefined>();
  const change = (tags: readonly string[]) => {
    const bad = tags.find((tag) => !Tag.safeParse(tag).success);
    setError(bad === undefined ? undefined : `“${bad}” is not a tag: use letters, digits, ".", "_" and "-".`);
    if (bad === undefined) onChange({ ...settings, tags: [...new Set(tags)].slice(0, MAX_ENTRIES) });
  };
  return (
    <FieldFrame id="form-tags" label="Tags" path={['settings', 'tags']} isGroup error={error} help="Moved to the image when it is published. Empty: those in options.tags, else latest.">
      <ChipList id="form-tags" noun="tag" items={settings.tags} placeholder="Add 1.0" onAdd={(added) => change([...settings.tags, ...added])} onChange={(index, value) => change(settings.tags.map((tag, at) => (at === index ? value : tag)))} onRemove={(index) => change(settings.tags.filter((_tag, at) => at !== index))} />
    </FieldFrame>
  );
}

function PushLogin({ settings, credentials, onChange }: OutputSectionProps) {
  return (
    <FieldFrame id="form-push" label="Push with" path={['settings', 'push']}>
      <FormSelect id="form-push" value={settings.pushCredentialId ?? ''} onChange={(_event, value) => onChange({ ...settings, pushCredentialId: value === '' ? null : value })}>
        <FormSelectOption value="" label="The credential of the destination’s host" />
        {credentials.filter(({ kind }) => kind === 'registry').map((credential) => <FormSelectOption key={credential.id} value={credential.id} label={labelOf(credential)} />)}
      </FormSelect>
    </FieldFrame>
  );
}

function PullLogins({ settings, credentials, onChange }: OutputSectionProps) {
  const toggle = (id: string, isChosen: boolean) => onChange({ ...settings, pullCredentialIds: isChosen ? [...settings.pullCredentialIds, id] : settings.pullCredentialIds.filter((other) => other !== id) });
  return (
    <FieldFrame id="form-pull" label="Pull with" path={['settings', 'pull']} isGroup help={<>Log-ins for the registries that the base image and COPY --from come from. <Link href="/credentials?new=registry">Add a registry</Link></>}>
      {credentials.filter(({ kind }) => kind === 'registry').map((credential) => <Checkbox key={credential.id} id={`form-pull-${credential.id}`} label={labelOf(credential)} isChecked={settings.pullCredentialIds.includes(credential.id)} onChange={(_event, isChosen) => toggle(credential.id, isChosen)} />)}
    </FieldFrame>
  );
}

function GalaxyServers({ settings, credentials, onChange }: OutputSectionProps) {
  const choices = credentials.filter(({ kind }) => kind === 'galaxy').map((credential) => ({ id: credential.id, label: labelOf(credential) }));
  return (
    <FieldFrame id="form-galaxy" label="Galaxy servers" path={['settings', 'galaxy']} isGroup help={<>Asked for collections in this order. <Link href="/credentials?new=galaxy">Add a Galaxy server</Link></>}>
      <OrderedChoice id="form-galaxy" noun="Galaxy server" choices={choices} chosen={settings.galaxyCredentialIds} onChange={(galaxyCredentialIds) => onChange({ ...settings, galaxyCredentialIds })} />
    </FieldFrame>
  );
}

function WorkerLabels({ settings, onChange }: OutputSectionProps) {
  const change = (labels: readonly string[]) => onChange({ ...settings, workerLabels: [...new Set(labels)].slice(0, MAX_ENTRIES) });
  return (
    <FieldFrame id="form-labels" label="Worker labels" path={['settings', 'labels']} isGroup help="Only workers that have all of them build this. Empty: any worker.">
      <ChipList id="form-labels" noun="worker label" items={settings.workerLabels} onAdd={(added) => change([...settings.workerLabels, ...added])} onChange={(index, value) => change(settings.workerLabels.map((label, at) => (at === index ? value : label)))} onRemove={(index) => change(settings.workerLabels.filter((_label, at) => at !== index))} />
    </FieldFrame>
  );
}

function settingFields(props: OutputSectionProps): PartField[] {
  const { settings } = props;
  const common = { isCommon: true, isUsed: true };
  return [
    { id: 'repository', name: 'destination', path: ['settings', 'repository'], node: <Destination {...props} />, ...common },
    { id: 'tags', name: 'tags', path: ['settings', 'tags'], node: <Tags {...props} />, ...common },
    { id: 'push', name: 'push log-in', path: ['settings', 'push'], node: <PushLogin {...props} />, ...common },
    { id: 'pull', name: 'pull log-ins', path: ['settings', 'pull'], node: <PullLogins {...props} />, ...common },
    { id: 'galaxy', name: 'Galaxy servers', path: ['settings', 'galaxy'], node: <GalaxyServers {...props} />, ...common },
    { id: 'labels', name: 'worker labels', path: ['settings', 'labels'], isUsed: settings.workerLabels.length > 0, node: <WorkerLabels {...props} /> },
  ];
}

function useOptionFields(): PartField[] {
  const { form } = useFormTools();
  if (form.schemaVersion !== 3) return [];
  const others = 'Setting one of the three drops the defaults of the other two.';
  return [
    listField(form.tags, 'options.tags', { id: 'form-option-tags', label: 'Tags in the definition', noun: 'name', help: 'options.tags: taken where no tags are chosen above.', placeholder: 'Add 1.0' }),
    ...textFields(form, [
      { name: 'user', label: 'User', help: 'Name or number that the image runs as.', placeholder: '1000' },
      { name: 'workdir', label: 'Working directory', placeholder: '/runner' },
      { name: 'initPackage', label: 'Init program', help: `Installed with pip. ${others}`, placeholder: 'dumb-init==1.2.5' },
      { name: 'entrypoint', label: 'Entrypoint', help: `The literal value of ENTRYPOINT. ${others}`, placeholder: '["/opt/builder/bin/entrypoint", "dumb-init"]' },
      { name: 'cmd', label: 'Command', help: `The literal value of CMD. ${others}`, placeholder: '["bash"]' },
    ]),
    ...switchFields(form, [
      { name: 'skipAnsibleCheck', label: 'Check for Ansible', words: 'Do not check that ansible and ansible-runner are there', byDefault: false },
      { name: 'relaxPasswdPermissions', label: 'Password file', words: 'Let group 0 write /etc/passwd', byDefault: true },
    ]),
  ];
}

/** What a revision freezes besides the text (where the image goes, which credentials are used), and how the image runs. */
export function OutputSection(props: OutputSectionProps) {
  const { settings, credentials } = props;
  const options = useOptionFields();
  const known = new Set(credentials.map((credential) => credential.id));
  const isMissing = [...settings.pullCredentialIds, ...settings.galaxyCredentialIds, ...(settings.pushCredentialId === null ? [] : [settings.pushCredentialId])].some((id) => !known.has(id));
  const warning = isMissing && credentials.length > 0 ? <Alert isInline variant="warning" title="A credential that this definition used was removed. Choose another one." /> : null;
  return <FormPart section="output" title="Output" intro={warning} fields={[...settingFields(props), ...options]} />;
}
