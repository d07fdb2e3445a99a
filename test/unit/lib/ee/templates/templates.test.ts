import { describe, expect, it } from 'vitest';
import { parseDefinition } from '#lib/ee/parse.ts';
import { templates } from '#lib/ee/templates/templates.ts';

describe('templates', () => {
  it.each([undefined, '/usr/bin/apt-get', '/usr/bin/microdnf'])('are definitions without a finding, with the package manager %s', (packageManagerPath) => {
    const all = templates({ baseImage: 'registry.example/ee-minimal:1.0', ...(packageManagerPath === undefined ? {} : { packageManagerPath }) });
    expect(all.map(({ id }) => id)).toEqual(['ee_aws', 'blank']);
    for (const { text } of all) expect(parseDefinition(text, { files: [] }).diagnostics).toEqual([]);
  });

  it('have the content of the article in ee_aws', () => {
    const [aws] = templates({ baseImage: 'a:1' });
    expect(parseDefinition(aws?.text ?? '').model?.definition.dependencies).toEqual({ python: ['botocore', 'boto3'], galaxy: { collections: ['amazon.aws'] } });
  });
});
