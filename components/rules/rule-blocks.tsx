import type { PageBlock, PagePart } from '#lib/ee/lint/rule-page.ts';
import { CodeBlock, CodeBlockCode, Content } from '@patternfly/react-core';

function Part({ kind, text }: PagePart) {
  if (kind === 'code') return <code>{text}</code>;
  return kind === 'strong' ? <strong>{text}</strong> : text;
}

export function RuleBlocks({ blocks }: { blocks: readonly PageBlock[] }) {
  return blocks.map((block, index) =>
    block.kind === 'example'
      ? <CodeBlock key={index}><CodeBlockCode>{block.text}</CodeBlockCode></CodeBlock>
      : <Content key={index} component="p">{block.parts.map((part, at) => <Part key={at} {...part} />)}</Content>,
  );
}
