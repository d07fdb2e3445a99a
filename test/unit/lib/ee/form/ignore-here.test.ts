import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { ignoreHere } from '#lib/ee/form/ignore-here.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { hasCorpus, listCorpusDefinitions } from '#test/support/corpus.ts';

function ignored(text: string, code: string): string | null {
  const diagnostic = parseDefinition(text).diagnostics.find((candidate) => candidate.code === code);
  if (diagnostic === undefined) throw new Error(`The text has no ${code}.`);
  const edits = ignoreHere(text, diagnostic);
  return edits === null ? null : applyTextEdits(text, edits);
}

const LATEST = 'version: 3\nimages:\n  base_image:\n    name: quay.io/a/b:latest\n';

function warnings(text: string): readonly Diagnostic[] {
  return parseDefinition(text).diagnostics.filter(({ severity, refusedBy }) => severity !== 'error' && refusedBy === undefined);
}

describe('ignoreHere', () => {
  const [first] = warnings(LATEST);

  it('writes the comment above the line, and the warning is gone', () => {
    const text = ignored(LATEST, first?.code ?? '');
    expect(text).toBe(LATEST.replace('    name', `    # ee-foundry: ignore ${first?.code ?? ''}\n    name`));
    expect(warnings(text ?? '').map(({ code }) => code)).not.toContain(first?.code);
  });

  it('adds its code to a comment that is there', () => {
    const text = LATEST.replace('    name', '    # ee-foundry: ignore other-code\n    name');
    expect(ignored(text, first?.code ?? '')).toBe(text.replace('other-code', `other-code, ${first?.code ?? ''}`));
  });

  it('keeps the line breaks of the text', () => {
    expect(ignored(LATEST.replaceAll('\n', '\r\n'), first?.code ?? '')).toContain(`ignore ${first?.code ?? ''}\r\n`);
  });

  it('does not offer to silence what prevents a build', () => {
    const text = 'version: 3\nfoo: 1\n';
    const [error] = parseDefinition(text).diagnostics;
    expect(error === undefined ? [] : ignoreHere(text, error)).toBeNull();
  });

  it.runIf(hasCorpus())('silences one warning and changes no value, over the corpus', () => {
    let count = 0;
    for (const { name, text } of listCorpusDefinitions()) {
      for (const diagnostic of warnings(text)) {
        const edits = ignoreHere(text, diagnostic);
        if (edits === null) continue;
        count += 1;
        const after = applyTextEdits(text, edits);
        expect(warnings(after).length, `${name} ${diagnostic.code}`).toBeLessThan(warnings(text).length);
        const [section] = diagnostic.path;
        if (section === 'images' || section === 'options') expect(parseDefinition(after).model, name).toEqual(parseDefinition(text).model);
      }
    }
    expect(count).toBeGreaterThan(50);
  });
});
