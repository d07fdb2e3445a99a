import type { LookupState } from '#lib/contract/lookup.ts';
import type { SourceAnswer } from './answer-cache.ts';

export type Combined<T> = { state: LookupState; message: string; source: string; asOf: string | null; values: T[] };
type Named<T> = { host: string; answer: SourceAnswer<T> };

/**
 * The answers of several servers as one, as the installers see them: what any of them has is there. Where one is missing, nothing
 * is certain: the whole is as bad as the worst.
 */
export function combine<T>(answers: readonly Named<T>[], { nobody }: { nobody: string }): Combined<T> {
  const source = [...new Set(answers.map(({ host }) => host))].join(', ');
  const values = answers.flatMap(({ answer }) => (answer.value === null ? [] : [answer.value]));
  const bad = answers.find(({ answer }) => answer.state === 'refused') ?? answers.find(({ answer }) => answer.state === 'offline');
  const asOf = oldest(answers.flatMap(({ answer }) => answer.asOf ?? []));
  if (answers.length === 0) return { state: 'refused', message: nobody, source, asOf: null, values };
  if (bad === undefined) return { state: values.length > 0 ? 'ok' : 'not-found', message: '', source, asOf, values };
  const note = values.length > 0 ? ' What is shown is an older or a partial answer.' : '';
  return { state: bad.answer.state, message: `${bad.answer.message}${note}`, source, asOf, values };
}

function oldest(dates: readonly Date[]): string | null {
  const [first] = [...dates].sort((a, b) => a.getTime() - b.getTime());
  return first?.toISOString() ?? null;
}
