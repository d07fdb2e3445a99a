import { describe, expect, it } from 'vitest';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';
import { createContexts } from '#test/support/ansible-builder.ts';
import { generatedBy } from '#test/support/contexts.ts';
import { generatedDefinition } from '#test/support/generated-definitions.ts';
import { RandomSource } from '#test/support/random.ts';

const DEFINITIONS = 600;

describe('generateContext over generated definitions', () => {
  it('has the verdict and the bytes of the real ansible-builder', async () => {
    const random = new RandomSource();
    console.log(`seed ${String(random.seed)}`);
    const jobs = Array.from({ length: DEFINITIONS }, () => generatedDefinition(random));
    const results = await createContexts(jobs);
    let accepted = 0;
    for (const [index, { text, files }] of jobs.entries()) {
      const expected = results[index];
      const parsed = parseDefinition(text, { files: Object.keys(files) });
      expect(isAccepted(parsed), `${expected?.message ?? ''}\n${text}\n${JSON.stringify(parsed.diagnostics)}`).toBe(expected?.accepted);
      if (expected?.accepted !== true) continue;
      const generated = generatedBy(parsed, files);
      expect(generated.containerfile, text).toBe(expected.containerfile);
      expect(generated.files, text).toEqual(expected.files);
      accepted += 1;
    }
    console.log(`${String(accepted)} accepted and identical, ${String(DEFINITIONS - accepted)} rejected by both`);
    expect(accepted).toBeGreaterThan(120);
  }, 600_000);
});
