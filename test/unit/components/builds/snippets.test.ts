import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { usageSnippets } from '#components/builds/snippets.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const image = `localhost:5000/ee_aws@${digest}`;

describe('usageSnippets', () => {
  it('names the image by its digest everywhere', () => {
    for (const { text } of usageSnippets({ repository: 'localhost:5000/ee_aws', digest, name: 'ee_aws', isInsecure: true })) expect(text).toContain(image);
  });

  it('writes YAML that the tools read', () => {
    const snippets = usageSnippets({ repository: 'localhost:5000/ee_aws', digest, name: 'ee: "x"', isInsecure: true });
    const text = (id: string): string => snippets.find((snippet) => snippet.id === id)?.text ?? '';
    expect(parse(text('navigator'))).toMatchObject({ 'ansible-navigator': { 'execution-environment': { image, pull: { policy: 'missing', arguments: ['--tls-verify=false'] } } } });
    expect(parse(text('controller'))).toMatchObject([{ 'awx.awx.execution_environment': { name: 'ee: "x"', image } }]);
  });

  it('asks for no unverified TLS where the registry has it', () => {
    expect(usageSnippets({ repository: 'quay.io/a/b', digest, name: 'b', isInsecure: false }).some(({ text }) => text.includes('tls-verify'))).toBe(false);
  });
});
