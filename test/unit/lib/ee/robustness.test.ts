import { describe, expect, it } from 'vitest';
import { expectedSteps } from '#lib/ee/containerfile/steps.ts';
import { editDefinition } from '#lib/ee/edit/edit.ts';
import { formatDefinition } from '#lib/ee/format/format.ts';
import { readForm } from '#lib/ee/form/read.ts';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { hasCorpus, listCorpusDefinitions } from '#test/support/corpus.ts';
import { RandomSource } from '#test/support/random.ts';

const MUTATIONS = 3000;
const PARTS = ['\t', ':', '- ', '\n', '#', '&a ', '*a', '!x ', '[', '}', "'", '"', '---\n', '|', '>', '? ', '<<: ', '%YAML 1.2\n', '\u0000', '\ufeff', '\ud800', '{', ',', '\r', '!!binary ', '=', '~', '...\n'];

function mutate(random: RandomSource, text: string): string {
  let result = text;
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const place = random.below(result.length + 1);
    const removed = random.below(3) === 0 ? random.below(30) : 0;
    result = result.slice(0, place) + random.pick(PARTS) + result.slice(place + removed);
  }
  return result;
}

describe.runIf(hasCorpus())('lib/ee on broken texts', () => {
  it(`never throws, and has a place in the text for each finding, in ${String(MUTATIONS)} mutations of real definitions`, () => {
    const random = new RandomSource();
    console.log(`seed ${String(random.seed)}`);
    const definitions = listCorpusDefinitions();
    let broken = 0;
    for (let count = 0; count < MUTATIONS; count += 1) {
      const { name, text } = random.pick(definitions);
      const mutated = mutate(random, text);
      const label = `${name} ${JSON.stringify(mutated)}`;
      const parsed = parseDefinition(mutated, { files: [] });
      expect(() => readForm(mutated, parsed), label).not.toThrow();
      expect(() => editDefinition(mutated, { kind: 'set', path: ['options', 'user'], value: 'x' }), label).not.toThrow();
      expect(() => migrateDefinition(mutated), label).not.toThrow();
      expect(() => formatDefinition(mutated), label).not.toThrow();
      expect(() => expectedSteps(mutated), label).not.toThrow();
      for (const { range } of parsed.diagnostics) {
        expect(range.end.offset, label).toBeLessThanOrEqual(mutated.length);
        expect(range.start.offset, label).toBeLessThanOrEqual(range.end.offset);
      }
      if (parsed.model === null) broken += 1;
    }
    expect(broken).toBeGreaterThan(MUTATIONS / 10);
    expect(broken).toBeLessThan(MUTATIONS);
  }, 600_000);
});
