import { plural } from '#components/ui/format.ts';
import type { PackageAnswer } from '#lib/ee/lookup/answer.ts';

interface Progress {
  readonly questionCount: number;
  readonly answers: readonly PackageAnswer[];
  readonly notes: readonly string[];
  /** The dashboard itself did not answer. */
  readonly hasFailed: boolean;
}

/** How look-up stands, in a line or more; empty when there is nothing to look up. */
export function lookupSummary({ questionCount, answers, notes, hasFailed }: Progress): readonly string[] {
  if (questionCount === 0) return notes;
  const troubles = [...new Set(answers.flatMap(({ state, message }) => (state === 'offline' || state === 'refused' ? [`Package look-up: ${state} — ${message}`] : [])))];
  const known = answers.filter(({ state }) => state === 'ok' || state === 'not-found');
  const sources = [...new Set(known.map(({ source }) => source))].join(', ');
  const checked = known.length === 0 ? [] : [`Package look-up: ${plural(known.length, 'package')} checked on ${sources}.`];
  const waiting = questionCount - answers.length;
  if (hasFailed && answers.length === 0) return ['Package look-up: the dashboard did not answer.', ...notes];
  const running = waiting > 0 && !hasFailed && troubles.length === 0 ? [`Package look-up: asking about ${plural(waiting, 'package')}…`] : [];
  return [...(running.length > 0 ? running : checked), ...troubles.slice(0, 3), ...notes];
}
