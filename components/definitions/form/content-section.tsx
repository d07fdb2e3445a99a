'use client';

import type { CollectionRequirement, RoleRequirement } from '#lib/ee/requirements/galaxy.ts';
import { FormGroup, FormHelperText, FormSection, HelperText, HelperTextItem } from '@patternfly/react-core';
import { ChipList } from './chip-list.tsx';
import { collectionEdits, roleEdits } from './collection-edits.ts';
import { useFormTools } from './form-context.ts';
import { listObstacle } from './list-entry.tsx';
import { useCollectionHelp, useRoleHelp } from '#components/definitions/lookup/use-field-help.ts';
import { RequirementRows, type RequirementColumn } from './requirement-rows.tsx';

const COLLECTION_COLUMNS: readonly RequirementColumn<CollectionRequirement>[] = [
  { key: 'name', label: 'Collection', placeholder: 'namespace.name', read: (value) => value.name },
  { key: 'version', label: 'Version', placeholder: 'any', read: (value) => value.version ?? '' },
  { key: 'source', label: 'Source', placeholder: 'servers in order', read: (value) => value.source ?? '' },
];
const ROLE_COLUMNS: readonly RequirementColumn<RoleRequirement>[] = [
  { key: 'name', label: 'Role', placeholder: 'namespace.role', read: (value) => value.name ?? '' },
  { key: 'src', label: 'Source', placeholder: 'name or URL', read: (value) => value.src ?? '' },
  { key: 'version', label: 'Version', placeholder: 'any', read: (value) => value.version ?? '' },
];
const COLLECTION_KEYS = ['name', 'version', 'source'] as const;
const ROLE_KEYS = ['name', 'src', 'version'] as const;

function Note({ text, isError }: { text: string | undefined; isError: boolean }) {
  if (text === undefined) return null;
  return (
    <FormHelperText>
      <HelperText>
        <HelperTextItem variant={isError ? 'error' : 'default'}>{text}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

function Collections() {
  const { form, apply, show, endStep, isReadOnly, problemAt } = useFormTools();
  const list = form.collections;
  const help = useCollectionHelp();
  const obstacle = listObstacle(list);
  const problem = problemAt(list.path);
  return (
    <FormGroup label="Collections" fieldId="form-collections" role="group">
      {obstacle === null ? (
        <>
          <RequirementRows
            id="form-collection"
            noun="collection"
            columns={COLLECTION_COLUMNS}
            items={list.items}
            isDisabled={isReadOnly}
            lookup={help?.rows ?? null}
            nameOf={(value) => value.name}
            onChange={(item, key, value) => {
              const field = COLLECTION_KEYS.find((candidate) => candidate === key);
              if (field !== undefined) apply(...collectionEdits(item.path, item.value, field, value));
            }}
            onRemove={(item) => apply([{ kind: 'delete', path: item.path }])}
            onShow={show}
            onLeave={endStep}
          />
          <ChipList id="form-collections" noun="collection" items={[]} suggest={help?.suggest} placeholder="namespace.name" isDisabled={isReadOnly} onAdd={(values) => apply(values.map((value) => ({ kind: 'insert', path: list.path, value })))} onChange={() => {}} onRemove={() => {}} onLeave={endStep} />
        </>
      ) : null}
      <Note text={problem ?? obstacle ?? 'A version may be a range, such as >=9.0,<11.'} isError={problem !== undefined} />
    </FormGroup>
  );
}

function Roles() {
  const { form, apply, show, endStep, isReadOnly, problemAt } = useFormTools();
  const list = form.roles;
  const help = useRoleHelp();
  const obstacle = listObstacle(list);
  const problem = problemAt(list.path);
  return (
    <FormGroup label="Roles" fieldId="form-roles" role="group">
      {obstacle === null ? (
        <>
          <RequirementRows
            id="form-role"
            noun="role"
            columns={ROLE_COLUMNS}
            items={list.items}
            isDisabled={isReadOnly}
            lookup={help?.rows ?? null}
            nameOf={(value) => value.name ?? value.src ?? ''}
            onChange={(item, key, value) => {
              const field = ROLE_KEYS.find((candidate) => candidate === key);
              if (field !== undefined) apply(...roleEdits(item.path, item.value, field, value));
            }}
            onRemove={(item) => apply([{ kind: 'delete', path: item.path }])}
            onShow={show}
            onLeave={endStep}
          />
          <ChipList id="form-roles" noun="role" items={[]} suggest={help?.suggest} placeholder="namespace.role or URL" isDisabled={isReadOnly} onAdd={(values) => apply(values.map((value) => ({ kind: 'insert', path: list.path, value: { name: value } })))} onChange={() => {}} onRemove={() => {}} onLeave={endStep} />
        </>
      ) : null}
      <Note text={problem ?? obstacle ?? undefined} isError={problem !== undefined} />
    </FormGroup>
  );
}

export function ContentSection() {
  return (
    <FormSection title="Collections and roles" titleElement="h2" id="section-content">
      <Collections />
      <Roles />
    </FormSection>
  );
}
