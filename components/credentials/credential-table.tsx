'use client';

import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusLabel } from '#components/ui/status-label.tsx';
import type { Credential } from '#lib/contract/credentials.ts';
import { Button, Label } from '@patternfly/react-core';
import { ActionsColumn, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import Link from 'next/link';
import { Fragment } from 'react';

export interface CredentialTableProps {
  credentials: readonly Credential[];
  testingId: string | null;
  onTest: (credential: Credential) => void;
  onEdit: (credential: Credential) => void;
  onDelete: (credential: Credential) => void;
}

function UsedBy({ credential }: { credential: Credential }) {
  if (credential.usedBy.length === 0) return <span className="eef-subtle">Nothing yet</span>;
  return credential.usedBy.map((user, index) => (
    <Fragment key={user.id}>
      {index === 0 ? '' : ', '}
      <Link href={`/definitions/${user.id}`}>{user.name}</Link>
    </Fragment>
  ));
}

function LastTest({ credential }: { credential: Credential }) {
  const test = credential.lastTest;
  if (test === null) return <span className="eef-subtle">Never tested</span>;
  return (
    <div>
      <span className="eef-inline">
        <StatusLabel status={test.ok ? 'ok' : 'error'} isCompact>{test.ok ? 'Works' : 'Refused'}</StatusLabel>
        <RelativeTime at={test.at} />
      </span>
      <div className="eef-subtle eef-break">{test.message}</div>
    </div>
  );
}

export function CredentialTable({ credentials, testingId, onTest, onEdit, onDelete }: CredentialTableProps) {
  return (
    <Table aria-label="Credentials" variant="compact">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Address</Th>
          <Th>Used by</Th>
          <Th>Last used</Th>
          <Th width={25}>Last test</Th>
          <Th screenReaderText="Test" />
          <Th screenReaderText="Actions" />
        </Tr>
      </Thead>
      <Tbody>
        {credentials.map((credential) => (
          <Tr key={credential.id}>
            <Td dataLabel="Name">
              <span className="eef-inline">
                <span className="eef-strong">{credential.name}</span>
                {credential.isBuiltIn ? <Label isCompact variant="outline">Built in</Label> : null}
              </span>
              <div className="eef-subtle">{credential.kind === 'registry' ? 'Container registry' : 'Galaxy server'}</div>
            </Td>
            <Td dataLabel="Address">
              <span className="eef-mono">{credential.host}</span>
              <div className="eef-subtle">{credential.username === null ? (credential.hasSecret ? 'with a token' : 'anonymous') : `as ${credential.username}`}</div>
            </Td>
            <Td dataLabel="Used by"><UsedBy credential={credential} /></Td>
            <Td dataLabel="Last used">{credential.lastUsedAt === null ? <span className="eef-subtle">Never</span> : <RelativeTime at={credential.lastUsedAt} />}</Td>
            <Td dataLabel="Last test"><LastTest credential={credential} /></Td>
            <Td dataLabel="" modifier="fitContent">
              <Button variant="secondary" size="sm" isLoading={testingId === credential.id} isDisabled={testingId !== null} onClick={() => onTest(credential)} aria-label={`Test ${credential.name}`}>Test</Button>
            </Td>
            <Td isActionCell>
              {credential.isBuiltIn ? null : (
                <ActionsColumn
                  items={[
                    { title: 'Change', onClick: () => onEdit(credential) },
                    { title: 'Delete', onClick: () => onDelete(credential), isDisabled: credential.usedBy.length > 0 },
                  ]}
                  popperProps={{ position: 'right' }}
                />
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
