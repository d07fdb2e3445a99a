'use client';

import { formatBytes, plural } from '#components/ui/format.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import type { Build } from '#lib/contract/builds.ts';
import type { Inventory } from '#lib/contract/inventory.ts';
import { Alert, Button, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, ExpandableSection, Pagination, SearchInput, ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import styles from './builds.module.css';
import { CONTENT_KINDS, filterContents, listContents, type ContentKind } from './contents-rows.ts';
import { contentsQuery } from './data.ts';

const PER_PAGE = 100;
const KIND_WORDS: Record<ContentKind, string> = { collection: 'Collections', role: 'Roles', python: 'Python', system: 'System' };

function Facts({ inventory }: { inventory: Inventory }) {
  const facts: [string, string][] = [
    ['System', inventory.os?.prettyName ?? 'unknown'],
    ['Architecture', inventory.architecture],
    ['ansible-core', inventory.ansibleCore ?? 'not found'],
    ['ansible-runner', inventory.ansibleRunner ?? 'not found'],
    ['Python', inventory.python?.version ?? 'not found'],
    ['User', inventory.config.user === '' ? 'root' : inventory.config.user],
    ['Working directory', inventory.config.workdir],
    ['Size, compressed', `${formatBytes(inventory.sizeBytes)} in ${plural(inventory.layers.length, 'layer')}`],
  ];
  return (
    <DescriptionList isCompact columnModifier={{ default: '1Col', sm: '2Col', lg: '3Col' }}>
      {facts.map(([term, value]) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription className="eef-mono">{value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

function Layers({ inventory }: { inventory: Inventory }) {
  return (
    <ExpandableSection toggleText={`${plural(inventory.layers.length, 'layer')} and ${plural(Object.keys(inventory.config.labels).length, 'label')}`}>
      <div className={styles['tableScroll']}>
        <Table aria-label="Layers" variant="compact">
          <Thead>
            <Tr>
              <Th>Size</Th>
              <Th>Made by</Th>
            </Tr>
          </Thead>
          <Tbody>
            {inventory.layers.map((layer, index) => (
              <Tr key={index}>
                <Td dataLabel="Size">{formatBytes(layer.sizeBytes)}</Td>
                <Td dataLabel="Made by" className="eef-mono" title={layer.digest}>{layer.createdBy === '' ? '–' : layer.createdBy.slice(0, 300)}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
        <Table aria-label="Labels" variant="compact">
          <Tbody>
            {Object.entries(inventory.config.labels).map(([name, value]) => (
              <Tr key={name}>
                <Td dataLabel="Label" className="eef-mono">{name}</Td>
                <Td dataLabel="Value" className="eef-mono">{value}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </ExpandableSection>
  );
}

function Packages({ inventory }: { inventory: Inventory }) {
  const [state, setState] = useQueryStates({ find: parseAsString.withDefault(''), kind: parseAsStringLiteral(CONTENT_KINDS), contentsPage: parseAsInteger.withDefault(1) }, { history: 'replace' });
  const all = listContents(inventory);
  const found = filterContents(all, { q: state.find, kind: state.kind });
  const shown = found.slice((state.contentsPage - 1) * PER_PAGE, state.contentsPage * PER_PAGE);
  const kinds = CONTENT_KINDS.filter((kind) => all.some((row) => row.kind === kind));
  return (
    <>
      <Toolbar inset={{ default: 'insetNone' }}>
        <ToolbarContent>
          <ToolbarItem className="eef-grow">
            <SearchInput aria-label="Search contents" placeholder="Name or version" value={state.find} onChange={(_event, find) => void setState({ find, contentsPage: 1 })} onClear={() => void setState({ find: '', contentsPage: 1 })} />
          </ToolbarItem>
          <ToolbarItem>
            <ToggleGroup aria-label="Kind">
              {kinds.map((kind) => (
                <ToggleGroupItem key={kind} text={`${KIND_WORDS[kind]} ${all.filter((row) => row.kind === kind).length}`} isSelected={state.kind === kind} onChange={() => void setState({ kind: state.kind === kind ? null : kind, contentsPage: 1 })} />
              ))}
            </ToggleGroup>
          </ToolbarItem>
          {found.length <= PER_PAGE ? null : (
            <ToolbarItem variant="pagination" align={{ default: 'alignEnd' }}>
              <Pagination isCompact itemCount={found.length} page={state.contentsPage} perPage={PER_PAGE} perPageOptions={[]} onSetPage={(_event, contentsPage) => void setState({ contentsPage })} />
            </ToolbarItem>
          )}
        </ToolbarContent>
      </Toolbar>
      <Table aria-label="Contents" variant="compact">
        <Thead>
          <Tr>
            <Th>Name</Th>
            <Th>Version</Th>
            <Th>Kind</Th>
            <Th>Size</Th>
          </Tr>
        </Thead>
        <Tbody>
          {shown.map((row) => (
            <Tr key={`${row.kind} ${row.name} ${row.version}`}>
              <Td dataLabel="Name" className="eef-mono">{row.name}</Td>
              <Td dataLabel="Version" className="eef-mono">{row.version}</Td>
              <Td dataLabel="Kind">{KIND_WORDS[row.kind]}</Td>
              <Td dataLabel="Size">{row.sizeBytes === null ? '–' : formatBytes(row.sizeBytes)}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {found.length === 0 ? <EmptyView title="Nothing has this name">The image holds {plural(all.length, 'package')}.</EmptyView> : null}
    </>
  );
}

function ContentsOf({ buildId }: { buildId: string }) {
  const query = useQuery(contentsQuery(buildId));
  return (
    <QueryView query={query} what="the contents">
      {(inventory) => (
        <div className={styles['stack']}>
          {inventory.warnings.map((warning) => (
            <Alert key={warning} isInline isPlain variant="warning" title={warning} />
          ))}
          <Facts inventory={inventory} />
          <div><Button variant="secondary" component={(props: object) => <Link href={`/definitions/new?from=upload&build=${buildId}`} {...props} />}>Start a definition from these contents</Button></div>
          <Packages inventory={inventory} />
          <Layers inventory={inventory} />
        </div>
      )}
    </QueryView>
  );
}

/** What is in the image, as it says itself. */
export function ContentsTab({ build, hasInventory }: { build: Build; hasInventory: boolean }) {
  if (hasInventory) return <ContentsOf buildId={build.id} />;
  return <EmptyView title="No contents">{build.finishedAt === null ? 'They are listed after the image is built.' : 'This build made no image that could be inspected.'}</EmptyView>;
}
