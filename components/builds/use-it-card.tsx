'use client';

import { CodeSnippet } from '#components/ui/code-snippet.tsx';
import type { Build } from '#lib/contract/builds.ts';
import { Card, CardBody, CardExpandableContent, CardHeader, CardTitle, Content } from '@patternfly/react-core';
import { useState } from 'react';
import styles from './builds.module.css';
import { usageSnippets } from './snippets.ts';

/** How to use the image, ready to copy. */
export function UseItCard({ build, isInsecure }: { build: Build; isInsecure: boolean }) {
  const [isOpen, setOpen] = useState(false);
  if (build.digest === null || build.status !== 'succeeded') return null;
  const snippets = usageSnippets({ repository: build.repository, digest: build.digest, name: build.definition.name, isInsecure });
  return (
    <Card isCompact isExpanded={isOpen} data-use-it>
      <CardHeader onExpand={() => setOpen(!isOpen)} toggleButtonProps={{ 'aria-label': 'Use it', 'aria-expanded': isOpen }}>
        <CardTitle component="h2">Use it</CardTitle>
      </CardHeader>
      <CardExpandableContent>
        <CardBody>
          <div className={styles['useIt']}>
            {snippets.map(({ id, title, text }) => (
              <div key={id}>
                <Content component="h3">{title}</Content>
                <CodeSnippet text={text} label={`Copy for ${title}`} />
              </div>
            ))}
          </div>
        </CardBody>
      </CardExpandableContent>
    </Card>
  );
}
