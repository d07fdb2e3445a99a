import { describe, expect, it } from 'vitest';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';
import { hasCorpus, listContextFiles, listCorpusDefinitions, listOracleRows } from '#test/support/corpus.ts';

function verdict(text: string, files?: string[]): string {
  return isAccepted(parseDefinition(text, files === undefined ? {} : { files })) ? 'accept' : 'reject';
}

describe.runIf(hasCorpus())('the verdict over the corpus', () => {
  const texts = new Map(listCorpusDefinitions().map(({ name, text }) => [name, text]));

  it('is that of ansible-builder with the files that the corpus has', () => {
    const rows = listOracleRows();
    const different = rows.filter(({ name, verdict: expected }) => verdict(texts.get(name) ?? '', listContextFiles(name)) !== expected);
    expect(different).toEqual([]);
    expect(rows).toHaveLength(168);
  });

  it('is that of ansible-builder once missing files exist', () => {
    expect(listOracleRows().filter(({ name, verdictWithFiles }) => verdict(texts.get(name) ?? '') !== verdictWithFiles)).toEqual([]);
  });

  it('refuses nothing beyond it but for reasons of safety, which are listed by rule', () => {
    const beyond = new Map<string, string[]>();
    for (const [name, text] of texts) {
      const { diagnostics } = parseDefinition(text);
      if (diagnostics.some(({ refusedBy }) => refusedBy === 'ansible-builder')) continue;
      const codes = new Set(diagnostics.filter(({ refusedBy }) => refusedBy === 'ee-foundry').map(({ code }) => code));
      for (const code of codes) beyond.set(code, [...(beyond.get(code) ?? []), name]);
    }
    console.log('refused beyond ansible-builder:', Object.fromEntries(beyond));
    expect([...beyond.keys()].sort()).toEqual(['outside-path']);
  });

  it('gives a line for everything that it rejects', () => {
    for (const { name, text } of listCorpusDefinitions()) {
      for (const { range, message } of parseDefinition(text, { files: [] }).diagnostics) {
        expect(range.start.line, `${name}: ${message}`).toBeGreaterThan(0);
        expect(range.end.offset, `${name}: ${message}`).toBeGreaterThanOrEqual(range.start.offset);
      }
    }
  });
});
