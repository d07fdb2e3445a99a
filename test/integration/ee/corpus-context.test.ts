import { describe, expect, it } from 'vitest';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';
import { createContexts } from '#test/support/ansible-builder.ts';
import { generatedBy } from '#test/support/contexts.ts';
import { corpusJobs } from '#test/support/corpus-jobs.ts';
import { hasCorpus } from '#test/support/corpus.ts';

describe.runIf(hasCorpus())('generateContext over the corpus', () => {
  it('accepts and writes what the real ansible-builder does, to the byte', async () => {
    const all = corpusJobs();
    const results = await createContexts(all);
    let identical = 0;
    for (const [index, { name, text, files }] of all.entries()) {
      const expected = results[index];
      const parsed = parseDefinition(text, { files: Object.keys(files) });
      expect(isAccepted(parsed), `${name}: ${expected?.message ?? ''}`).toBe(expected?.accepted);
      if (expected?.accepted !== true) continue;
      const generated = generatedBy(parsed, files);
      expect(generated.containerfile, name).toBe(expected.containerfile);
      expect(generated.files, name).toEqual(expected.files);
      identical += 1;
    }
    console.log(`${String(identical)} of ${String(all.length)} contexts identical`);
    expect(identical).toBeGreaterThan(130);
  }, 600_000);
});
