import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '#lib/ee/lint/run.ts';
import { isAccepted, isBuildable, parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';

/** What lies beside the examples. */
const FILES = ['a.cfg', 'ansible.cfg', '../requirements.txt'];

interface DocumentedRule {
  readonly code: string;
  readonly severity: string;
  readonly bad: string;
  readonly good: string;
}

const PAGE = readFileSync('docs/rules.md', 'utf8');
const DOCUMENTED: DocumentedRule[] = PAGE.split(/^## /m).slice(1).flatMap((section) => {
  const [code = '', , text = ''] = section.split('\n');
  const [bad, good] = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return bad === undefined || good === undefined ? [] : [{ code, severity: text, bad, good }];
});

function codesOf(text: string): string[] {
  return parseDefinition(text, { files: FILES }).diagnostics.map(({ code }) => code);
}

describe('docs/rules.md', () => {
  it('documents every rule', () => {
    const documented = DOCUMENTED.map(({ code }) => code);
    expect(RULES.map(({ code }) => code).filter((code) => !documented.includes(code))).toEqual([]);
    expect(new Set(documented).size).toBe(documented.length);
  });

  it.each(DOCUMENTED)('$code finds its bad example and not its good one', ({ code, bad, good, severity }) => {
    const findings = parseDefinition(bad, { files: FILES }).diagnostics.filter((finding) => finding.code === code);
    expect(findings.length).toBeGreaterThan(0);
    expect(codesOf(good)).not.toContain(code);
    for (const finding of findings) {
      expect(finding.range.end.offset).toBeGreaterThanOrEqual(finding.range.start.offset);
      expect(finding.refusedBy !== undefined).toBe(severity.startsWith('Error'));
    }
    const parsed = parseDefinition(bad, { files: FILES });
    expect(isAccepted(parsed)).toBe(!severity.startsWith('Error of ansible-builder'));
    expect(isBuildable(parsed)).toBe(!severity.startsWith('Error'));
  });

  it('has quick fixes that remove their finding', () => {
    const fixed = DOCUMENTED.flatMap(({ code, bad }) => {
      const fix = parseDefinition(bad).diagnostics.find((candidate) => candidate.code === code)?.fix;
      return fix === undefined ? [] : [{ code, text: applyTextEdits(bad, fix.edits) }];
    });
    expect(fixed.map(({ code }) => code)).toEqual(expect.arrayContaining(['unknown-key', 'unsupported-version', 'galaxy-mapping', 'python-requirement', 'yaml11-value']));
    for (const { code, text } of fixed) expect(codesOf(text)).not.toContain(code);
  });
});
