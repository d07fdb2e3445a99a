import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { quickFixesOf } from '#lib/ee/lint/quick-fixes.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { hasCorpus, listContextFiles, listCorpusDefinitions } from '#test/support/corpus.ts';

function countOf(codes: readonly string[], code: string): number {
  return codes.filter((each) => each === code).length;
}

describe.runIf(hasCorpus())('quick fixes over the corpus', () => {
  it('each removes its finding and adds no other', () => {
    const fixed = new Map<string, number>();
    for (const { name, text } of listCorpusDefinitions()) {
      const files = listContextFiles(name);
      const { diagnostics } = parseDefinition(text, { files });
      const before = diagnostics.map(({ code }) => code);
      for (const diagnostic of diagnostics.filter(({ fix }) => fix !== undefined)) {
        const { code, fix } = diagnostic;
        const result = parseDefinition(applyTextEdits(text, fix?.edits ?? []), { files });
        const after = result.diagnostics.map((each) => each.code);
        const label = `${name} ${code}: ${fix?.title ?? ''}\n${result.document.text}`;
        expect(countOf(after, code), label).toBeLessThan(countOf(before, code));
        if (result.model !== null && diagnostics.every(({ refusedBy }) => refusedBy !== 'ansible-builder')) {
          expect([...new Set(after)].filter((each) => countOf(after, each) > countOf(before, each)), label).toEqual([]);
        }
        fixed.set(code, (fixed.get(code) ?? 0) + 1);
      }
    }
    console.log('fixes applied:', Object.fromEntries(fixed));
    expect(fixed.size).toBeGreaterThan(8);
  });

  it('offers to ignore nearly every warning and note, where that changes no value', () => {
    let offered = 0;
    let missing = 0;
    for (const { name, text } of listCorpusDefinitions()) {
      const before = parseDefinition(text);
      for (const diagnostic of before.diagnostics.filter(({ refusedBy }) => refusedBy === undefined)) {
        const ignore = quickFixesOf({ text }, diagnostic).find(({ title }) => title.startsWith('Ignore'));
        if (ignore === undefined) missing += 1;
        else offered += 1;
        if (ignore === undefined) continue;
        const after = parseDefinition(applyTextEdits(text, ignore.edits));
        const label = `${name} ${diagnostic.code}`;
        const codes = (all: readonly Diagnostic[]) => all.map(({ code }) => code).filter((code) => code !== diagnostic.code);
        expect(countOf(after.diagnostics.map(({ code }) => code), diagnostic.code), label).toBeLessThan(countOf(before.diagnostics.map(({ code }) => code), diagnostic.code));
        expect(codes(after.diagnostics), label).toEqual(codes(before.diagnostics));
        const section = diagnostic.path[0];
        if (section !== 'dependencies' && section !== 'additional_build_steps') expect(after.model, label).toEqual(before.model);
      }
    }
    console.log(`ignore offered for ${String(offered)}, not for ${String(missing)}`);
    expect(missing).toBeLessThan(offered / 10);
  });
});
