import { describe, expect, it } from 'vitest';
import { parseDefinition } from '#lib/ee/parse.ts';
import { templates } from '#lib/ee/templates/templates.ts';
import { createContexts } from '#test/support/ansible-builder.ts';
import { generatedBy } from '#test/support/contexts.ts';

describe('templates', () => {
  it('are taken by the real ansible-builder, which makes of them the context that we show', async () => {
    const bases = [{ baseImage: 'registry.example/ee-minimal:1.0' }, { baseImage: 'registry.example/ee-minimal:1.0', packageManagerPath: '/usr/bin/apt-get' }];
    const all = bases.flatMap((parameters) => templates(parameters));
    const results = await createContexts(all.map(({ text, files }) => ({ text, files })));
    for (const [index, { id, text, files }] of all.entries()) {
      expect(results[index], id).toMatchObject({ accepted: true });
      const generated = generatedBy(parseDefinition(text, { files: Object.keys(files) }), files);
      expect(generated.containerfile, id).toBe(results[index]?.containerfile);
      expect(generated.files, id).toEqual(results[index]?.files);
    }
  });
});
