'use client';

import { CodeBlock, CodeBlockAction, CodeBlockCode } from '@patternfly/react-core';
import { CopyButton } from './copy-button.tsx';

/** Text to be copied as it stands. */
export function CodeSnippet({ text, label }: { text: string; label: string }) {
  return (
    <CodeBlock
      actions={
        <CodeBlockAction>
          <CopyButton text={text} label={label} />
        </CodeBlockAction>
      }
    >
      <CodeBlockCode>{text}</CodeBlockCode>
    </CodeBlock>
  );
}
