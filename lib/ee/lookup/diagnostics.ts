import type { Diagnostic, QuickFix } from '#lib/ee/diagnostic.ts';
import { editDefinition } from '#lib/ee/edit/edit.ts';
import { withoutSilenced } from '#lib/ee/lint/silence.ts';
import type { PackageAnswer, PackageQuestion } from '#lib/ee/lookup/answer.ts';
import type { LookupItem } from '#lib/ee/lookup/items.ts';
import { verdictOf } from '#lib/ee/lookup/verdict.ts';

const NOUN = { python: 'Python package', collection: 'collection', role: 'role' } as const;

export function questionKey({ kind, name }: PackageQuestion): string {
  return `${kind} ${name}`;
}

/** What the answers say against a definition's packages; those without a certain answer are passed over. */
export function lookupDiagnostics(text: string, items: readonly LookupItem[], answers: ReadonlyMap<string, PackageAnswer>): readonly Diagnostic[] {
  const found = items.flatMap((item) => {
    const answer = answers.get(questionKey(item));
    const diagnostic = answer === undefined ? null : diagnosticOf(text, item, answer);
    return diagnostic === null ? [] : [diagnostic];
  });
  return withoutSilenced(text, found);
}

function diagnosticOf(text: string, item: LookupItem, answer: PackageAnswer): Diagnostic | null {
  const { kind, label, constraint, path, range } = item;
  const verdict = verdictOf(answer, constraint);
  switch (verdict.kind) {
    case 'fine':
      return null;
    case 'missing':
      return { code: 'does-not-exist', severity: 'warning', message: `The ${NOUN[kind]} ${label} does not exist on ${answer.source}. Check its name.`, path, range };
    case 'no-version': {
      const newest = verdict.newest === null ? 'It has no version there.' : `The newest there is ${verdict.newest}.`;
      const fix = verdict.newest === null ? null : pinFix(text, item, verdict.newest);
      return { code: 'version-does-not-exist', severity: 'warning', message: `No version of ${label} on ${answer.source} is ${constraint}. ${newest}`, path, range, ...(fix === null ? {} : { fix }) };
    }
    case 'newer': {
      const fix = pinFix(text, item, verdict.newest);
      return { code: 'newer-version', severity: 'info', message: `${label} ${verdict.pinned} is pinned; ${verdict.newest} is newer.`, path, range, ...(fix === null ? {} : { fix }) };
    }
  }
}

/** Only an exact version or a range that nothing satisfies is replaced by a pin. */
function pinFix(text: string, item: LookupItem, version: string): QuickFix | null {
  const operator = item.kind === 'python' || item.constraint.startsWith('==') ? '==' : '';
  const wanted = operator + version;
  const edits = directEdit(text, item, wanted) ?? editedBy(text, item, wanted);
  return edits === null ? null : { title: `Pin to ${version}`, edits };
}

/** The constraint stands once in the item's own text: those characters are the edit. Parsing the text again would cost at every key. */
function directEdit(text: string, { constraint, range }: LookupItem, wanted: string): QuickFix['edits'] | null {
  const own = text.slice(range.start.offset, range.end.offset);
  const place = own.indexOf(constraint);
  if (place < 0 || own.includes(constraint, place + 1) || !isWhole(own, place, constraint)) return null;
  const start = range.start.offset + place;
  return [{ start, end: start + constraint.length, newText: wanted }];
}

function editedBy(text: string, { versionPath, withConstraint }: LookupItem, wanted: string): QuickFix['edits'] | null {
  const result = editDefinition(text, { kind: 'set', path: versionPath, value: withConstraint(wanted) });
  return result.ok && result.edits.length > 0 ? result.edits : null;
}

/** Not a part of a longer version, such as 1.2 in 1.2.3 or in 11.2. */
function isWhole(own: string, place: number, constraint: string): boolean {
  const before = own.charAt(place - 1);
  const after = own.charAt(place + constraint.length);
  return !/[\w.+-]/.test(after) && (constraint.startsWith('=') || !/[\w.+-]/.test(before));
}
