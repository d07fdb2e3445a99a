'use client';

import type { CollectionRequirement, RoleRequirement } from '#lib/ee/requirements/galaxy.ts';
import { useCollectionHelp, useRoleHelp } from '#components/definitions/lookup/use-field-help.ts';
import { ChipList } from './chip-list.tsx';
import { collectionEdits, roleEdits, type CollectionField, type RoleField } from './collection-edits.ts';
import { FieldFrame } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import { FormPart } from './form-part.tsx';
import { addRequirements } from './legacy-edits.ts';
import { ListEntry, listObstacle } from './list-entry.tsx';
import { textFields } from './part-fields.tsx';
import { RequirementRows, type RequirementColumn } from './requirement-rows.tsx';

const COLLECTION_COLUMNS: readonly RequirementColumn<CollectionRequirement>[] = [
  { key: 'name', label: 'Collection', placeholder: 'namespace.name', read: (value) => value.name },
  { key: 'version', label: 'Version', placeholder: 'any, or >=9.0,<11', read: (value) => value.version ?? '' },
  { key: 'source', label: 'Source', placeholder: 'the Galaxy servers in order', read: (value) => value.source ?? '', isRare: true },
  { key: 'type', label: 'Type', placeholder: '', read: (value) => value.type ?? '', isRare: true, choices: ['galaxy', 'git', 'url', 'file', 'dir', 'subdirs'] },
];
const ROLE_COLUMNS: readonly RequirementColumn<RoleRequirement>[] = [
  { key: 'name', label: 'Role', placeholder: 'namespace.role', read: (value) => value.name ?? value.src ?? '' },
  { key: 'version', label: 'Version', placeholder: 'any', read: (value) => value.version ?? '' },
  { key: 'src', label: 'Source', placeholder: 'name or URL', read: (value) => (value.name === null ? '' : (value.src ?? '')), isRare: true },
  { key: 'scm', label: 'Type', placeholder: '', read: (value) => value.scm ?? '', isRare: true, choices: ['galaxy or archive', 'git', 'hg'] },
];
const COLLECTION_FIELDS: readonly CollectionField[] = ['name', 'version', 'source', 'type'];
const ROLE_FIELDS: readonly RoleField[] = ['name', 'src', 'version', 'scm'];

function useIsGalaxyText(): boolean {
  const { collections, roles } = useFormTools().form;
  return collections.source === 'lines' || roles.source === 'lines';
}

function Collections() {
  const { form, apply, endStep, isReadOnly, problemAt } = useFormTools();
  const list = form.collections;
  const help = useCollectionHelp();
  const obstacle = listObstacle(list);
  const isTextThere = useIsGalaxyText();
  return (
    <FieldFrame id="form-collections" label="Collections" path={list.path} isGroup error={problemAt(list.path)} help={obstacle ?? 'A version may be a range, such as >=9.0,<11. A source is a Galaxy server, or with another type a repository or file.'}>
      {obstacle === null ? (
        <>
          <RequirementRows
            lookup={help?.rows ?? null}
            id="form-collection"
            addId="form-collections"
            noun="collection"
            columns={COLLECTION_COLUMNS}
            items={list.items}
            isDisabled={isReadOnly}
            nameOf={(value) => value.name}
            onChange={(item, key, value) => {
              const field = COLLECTION_FIELDS.find((candidate) => candidate === key);
              if (field !== undefined) apply(...collectionEdits(item.path, item.value, field, value));
            }}
            onRemove={(item) => apply([{ kind: 'delete', path: item.path }])}
            onLeave={endStep}
          />
          <ChipList id="form-collections" noun="collection" items={[]} placeholder="Add namespace.name" isDisabled={isReadOnly} suggest={help?.suggest} onAdd={(names) => apply(addRequirements(form.schemaVersion, list, { names, toValue: (name) => name, isTextThere }))} onChange={() => {}} onRemove={() => {}} onLeave={endStep} />
        </>
      ) : null}
    </FieldFrame>
  );
}

function Roles() {
  const { form, apply, endStep, isReadOnly, problemAt } = useFormTools();
  const list = form.roles;
  const help = useRoleHelp();
  const obstacle = listObstacle(list);
  const isTextThere = useIsGalaxyText();
  return (
    <FieldFrame id="form-roles" label="Roles" path={list.path} isGroup error={problemAt(list.path)} help={obstacle ?? 'From Galaxy by name; from a repository or archive with its URL as source.'}>
      {obstacle === null ? (
        <>
          <RequirementRows
            lookup={help?.rows ?? null}
            id="form-role"
            addId="form-roles"
            noun="role"
            columns={ROLE_COLUMNS}
            items={list.items}
            isDisabled={isReadOnly}
            nameOf={(value) => value.name ?? value.src ?? ''}
            onChange={(item, key, value) => {
              const field = ROLE_FIELDS.find((candidate) => candidate === key);
              if (field !== undefined) apply(...roleEdits(item.path, item.value, field, value));
            }}
            onRemove={(item) => apply([{ kind: 'delete', path: item.path }])}
            onLeave={endStep}
          />
          <ChipList id="form-roles" noun="role" items={[]} placeholder="Add namespace.role" isDisabled={isReadOnly} suggest={help?.suggest} onAdd={(names) => apply(addRequirements(form.schemaVersion, list, { names, toValue: (name) => ({ name }), isTextThere }))} onChange={() => {}} onRemove={() => {}} onLeave={endStep} />
        </>
      ) : null}
    </FieldFrame>
  );
}

/** What ansible-galaxy brings in. */
export function ContentSection() {
  const { form } = useFormTools();
  const isLegacy = form.schemaVersion === 1 || form.schemaVersion === 2;
  const { collections, roles, exclude } = form;
  const left = exclude.allFromCollections;
  return (
    <FormPart
      section="content"
      title="Collections and roles"
      fields={[
        { id: 'collections', name: 'collections', path: collections.path, isCommon: true, isUsed: true, node: <Collections /> },
        { id: 'roles', name: 'roles', path: roles.path, isUsed: roles.source !== 'absent', node: <Roles /> },
        ...(isLegacy
          ? textFields(form, [{ name: 'ansibleConfig', label: 'ansible.cfg', help: 'Used while collections are installed. Version 3 copies it as a build file instead.', placeholder: 'ansible.cfg' }])
          : [{ id: 'exclude-all', name: 'leave out what collections ask for', path: left.path, isUsed: left.source !== 'absent', node: <ListEntry id="form-exclude-all" label="Leave out everything that these collections ask for" noun="left out collection" list={left} placeholder="namespace.name" help="Neither Python nor system packages of these collections are installed." /> }]),
        ...textFields(form, [
          { name: 'collectionOptions', label: 'Options of ansible-galaxy collection', placeholder: '--pre' },
          { name: 'roleOptions', label: 'Options of ansible-galaxy role', placeholder: '--no-deps' },
        ]),
      ]}
    />
  );
}
