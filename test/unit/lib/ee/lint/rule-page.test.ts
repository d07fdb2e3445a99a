import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRulePage, type PageBlock } from '#lib/ee/lint/rule-page.ts';
import { RULES } from '#lib/ee/lint/run.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { hasCorpus, listContextFiles, listCorpusDefinitions } from '#test/support/corpus.ts';

const MARKDOWN = readFileSync('docs/rules.md', 'utf8');
const PAGE = readRulePage(MARKDOWN);
const CODES = PAGE.sections.flatMap(({ codes }) => codes);
const MARKS = { text: '', code: '`', strong: '**' } as const;

function written(block: PageBlock): string {
  if (block.kind === 'example') return `\`\`\`yaml\n${block.text}\n\`\`\``;
  return block.parts.map(({ kind, text }) => MARKS[kind] + text + MARKS[kind]).join('');
}

describe('readRulePage', () => {
  it('loses nothing of docs/rules.md', () => {
    const lines = [`# ${PAGE.title}`, ...PAGE.intro.map(written), ...PAGE.sections.flatMap(({ codes, blocks }) => [`## ${codes.join(', ')}`, ...blocks.map(written)])];
    expect(`${lines.join('\n\n')}\n`).toBe(MARKDOWN);
  });

  it('leaves no Markdown in the words that people read', () => {
    const words = [...PAGE.intro, ...PAGE.sections.flatMap(({ blocks }) => blocks)].flatMap((block) => (block.kind === 'paragraph' ? block.parts : []));
    const odd = words.filter(({ kind, text }) => kind === 'text' && /[`|]|\*\*|\]\(|^[-*#>] /.test(text));
    expect(odd).toEqual([]);
  });

  it('has a place for every rule, for look-up, and each only once', () => {
    const missing = [...RULES.map(({ code }) => code), 'does-not-exist', 'version-does-not-exist', 'newer-version', 'too-large', 'too-deep'].filter((code) => !CODES.includes(code));
    expect(missing).toEqual([]);
    expect(new Set(CODES).size).toBe(CODES.length);
    expect(CODES.filter((code) => !/^[a-z][a-z0-9-]+$/.test(code))).toEqual([]);
  });

  it.runIf(hasCorpus())('has a place for whatever is found over the corpus', () => {
    const found = new Set(listCorpusDefinitions().flatMap(({ name, text }) => parseDefinition(text, { files: listContextFiles(name) }).diagnostics.map(({ code }) => code)));
    expect(found.size).toBeGreaterThan(15);
    expect([...found].filter((code) => !CODES.includes(code))).toEqual([]);
  });
});
