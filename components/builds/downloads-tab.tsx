'use client';

import { formatBytes, plural } from '#components/ui/format.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import { StatusLabel } from '#components/ui/status-label.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import type { Downloads } from '#lib/contract/inventory.ts';
import { Button, Content, ExpandableSection } from '@patternfly/react-core';
import { DownloadIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import styles from './builds.module.css';
import { artifactUrl, downloadsQuery, type ArtifactRef } from './data.ts';

const TITLES: Record<string, string> = { containerfile: 'Containerfile', context: 'Build context', inventory: 'Contents as JSON', downloads: 'Downloads as JSON', lock: 'Lock' };

function Fetched({ downloads }: { downloads: Downloads }) {
  if (downloads.length === 0) return <EmptyView title="Nothing was downloaded">Everything came from the cache, or this attempt asked for nothing.</EmptyView>;
  return (
    <div className={styles['tableScroll']}>
      <Table aria-label="Downloads" variant="compact">
        <Thead>
          <Tr>
            <Th>Server</Th>
            <Th>Phase</Th>
            <Th modifier="fitContent">Requests</Th>
            <Th>Size</Th>
            <Th>State</Th>
          </Tr>
        </Thead>
        <Tbody>
          {downloads.map((row, index) => (
            <Tr key={index}>
              <Td dataLabel="Server" className="eef-mono">
                {row.host}:{row.port}
                {row.urls.length === 0 ? null : (
                  <ExpandableSection toggleText={plural(row.urls.length, 'address', 'addresses')}>
                    {row.urls.map((url) => (
                      <div key={url}>{url}</div>
                    ))}
                  </ExpandableSection>
                )}
              </Td>
              <Td dataLabel="Phase">{row.phase}</Td>
              <Td dataLabel="Requests">{row.requests}</Td>
              <Td dataLabel="Size">{formatBytes(row.bytes)}</Td>
              <Td dataLabel="State">{row.refused === null ? 'reached' : <><StatusLabel status="error" isCompact>Refused</StatusLabel> {row.refused}</>}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}

function FetchedOf({ artifact }: { artifact: ArtifactRef }) {
  const query = useQuery(downloadsQuery(artifact));
  return (
    <QueryView query={query} what="the downloads">
      {(downloads) => <Fetched downloads={downloads} />}
    </QueryView>
  );
}

/** What the build fetched from where, and the files that it left. */
export function DownloadsTab({ artifacts, sizes }: { artifacts: readonly ArtifactRef[]; sizes: ReadonlyMap<string, number> }) {
  const downloads = artifacts.find(({ kind }) => kind === 'downloads') ?? null;
  return (
    <div className={styles['stack']}>
      <Content component="h3">Fetched by the build</Content>
      {downloads === null ? <EmptyView title="Nothing recorded yet">Servers that the build asks are listed when it is over.</EmptyView> : <FetchedOf artifact={downloads} />}
      {artifacts.length === 0 ? null : (
        <div>
          <Content component="h3">Files of this build</Content>
          <div className={styles['facts']}>
            {artifacts.map((artifact) => (
              <Button key={artifact.kind} variant="secondary" size="sm" icon={<DownloadIcon />} component="a" href={artifactUrl(artifact)}>
                {TITLES[artifact.kind] ?? artifact.kind}, {formatBytes(sizes.get(artifact.kind) ?? 0)}
              </Button>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
