'use client';

import { CodeSnippet } from '#components/ui/code-snippet.tsx';
import { formatBytes } from '#components/ui/format.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import { apiUrl } from '#lib/client/api.ts';
import type { Build } from '#lib/contract/builds.ts';
import type { Revision } from '#lib/contract/definitions.ts';
import { Content, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import styles from './builds.module.css';
import { frozenRevisionQuery } from './data.ts';

function fileUrl(build: Build, path: string): string {
  return apiUrl(`/definitions/${build.definition.id}/revisions/${build.revision}/files/${path.split('/').map(encodeURIComponent).join('/')}`);
}

function Settings({ revision, build }: { revision: Revision; build: Build }) {
  const { settings } = revision;
  const facts: [string, string][] = [
    ['Destination', build.repository],
    ['Tags', build.tags.join(', ')],
    ['Pull credentials', String(settings.pullCredentialIds.length)],
    ['Push credential', settings.pushCredentialId === null ? 'none' : 'chosen'],
    ['Galaxy servers', String(settings.galaxyCredentialIds.length)],
    ['Worker labels', settings.workerLabels.length === 0 ? 'any worker' : settings.workerLabels.join(', ')],
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

/** The revision as it was when the build began: it cannot change. */
export function DefinitionTab({ build }: { build: Build }) {
  const query = useQuery(frozenRevisionQuery(build.definition.id, build.revision));
  return (
    <QueryView query={query} what="the definition">
      {(revision) => (
        <div className={styles['stack']}>
          <Content component="p">
            Revision {revision.number} by {revision.createdBy}
            {revision.message === '' ? null : `: ${revision.message}`}. It is frozen; <Link href={`/definitions/${build.definition.id}`}>edit the newest revision</Link> to change something.
          </Content>
          <Settings revision={revision} build={build} />
          <CodeSnippet text={revision.text} label="Copy the definition" />
          {revision.files.length === 0 ? null : (
            <div>
              <Content component="h3">Files beside it</Content>
              <ul>
                {revision.files.map((file) => (
                  <li key={file.path}>
                    <a className="eef-mono" href={fileUrl(build, file.path)} download={file.path.split('/').at(-1)}>
                      {file.path}
                    </a>{' '}
                    <span className="eef-subtle">{formatBytes(file.size)}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
    </QueryView>
  );
}
