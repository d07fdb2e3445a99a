import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readForm } from '#lib/ee/form/read.ts';
import { RULES } from '#lib/ee/lint/run.ts';
import type { PackageAnswer } from '#lib/ee/lookup/answer.ts';
import { lookupDiagnostics, questionKey } from '#lib/ee/lookup/diagnostics.ts';
import { lookupPlan } from '#lib/ee/lookup/items.ts';
import { isAccepted, isBuildable, parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';

/** What lies beside the examples. */
const FILES = ['a.cfg', 'ansible.cfg', '../requirements.txt', 'pip.txt'];

interface DocumentedRule {
  readonly code: string;
  readonly severity: string;
  readonly bad: string;
  readonly good: string;
}

const PAGE = readFileSync('docs/rules.md', 'utf8');
const ALL: DocumentedRule[] = PAGE.split(/^## /m).slice(1).flatMap((section) => {
  const [code = '', , text = ''] = section.split('\n');
  const [bad, good] = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return bad === undefined || good === undefined ? [] : [{ code, severity: text, bad, good }];
});
const LOOKED_UP = ALL.filter(({ severity }) => severity.includes('of package look-up'));
const DOCUMENTED = ALL.filter((rule) => !LOOKED_UP.includes(rule));
/** Their quick fix is the migration, which is made only when it is asked for. */
const MIGRATED = ['deprecated-version', 'deprecated-key'];

function codesOf(text: string): string[] {
  return parseDefinition(text, { files: FILES }).diagnostics.map(({ code }) => code);
}

describe('docs/rules.md', () => {
  it('documents every rule', () => {
    const documented = ALL.map(({ code }) => code);
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

  const promised = DOCUMENTED.filter(({ code, severity }) => severity.includes('uick fix') && !MIGRATED.includes(code));

  it.each(promised)('the quick fix of $code removes the finding, adds none and leaves the other lines', ({ code, bad }) => {
    const finding = parseDefinition(bad, { files: FILES }).diagnostics.find((candidate) => candidate.code === code);
    if (finding?.fix === undefined) throw new Error('There is no quick fix.');
    const fixed = applyTextEdits(bad, finding.fix.edits);
    expect(codesOf(fixed)).not.toContain(code);
    const before = codesOf(bad);
    expect(codesOf(fixed).filter((each) => !before.includes(each))).toEqual([]);
    const lines = fixed.split('\n');
    const lost = bad.split('\n').filter((line) => !lines.includes(line));
    expect(lost.length, `${fixed}\n${lost.join('\n')}`).toBeLessThanOrEqual(2);
  });

  it.each(LOOKED_UP)('$code: look-up finds its bad example and not its good one', ({ code, bad, good, severity }) => {
    const requests = { kind: 'python', name: 'requests', state: 'ok', message: '', source: 'index.example', versions: ['2.32.0', '1.0.0'], yanked: [] } as const;
    const answers = new Map<string, PackageAnswer>([requests, { ...requests, name: 'requestz', state: 'not-found' } as const].map((answer) => [questionKey(answer), answer]));
    const foundIn = (text: string) => lookupDiagnostics(text, lookupPlan(readForm(text), { hasGalaxyServers: false }).items, answers);
    expect(codesOf(bad)).toEqual([]);
    expect(foundIn(bad).map((finding) => finding.code)).toEqual([code]);
    expect(foundIn(bad).map(({ fix }) => fix !== undefined)).toEqual([severity.includes('uick fix')]);
    expect(foundIn(good)).toEqual([]);
  });

  it('promises a quick fix where there is one', () => {
    const silent = DOCUMENTED.filter(({ severity }) => !severity.includes('uick fix'));
    const unexpected = silent.filter(({ code, bad }) => parseDefinition(bad, { files: FILES }).diagnostics.some((finding) => finding.code === code && finding.fix !== undefined));
    expect(unexpected.map(({ code }) => code)).toEqual([]);
    expect(promised.length).toBeGreaterThan(20);
  });
});
