import type { Actor } from '#lib/contract/common.ts';
import type { LogSearchEvent, LogSearchQuery } from '#lib/contract/logs.ts';
import { createMatcher, isStepMeant, parseQuery } from '#lib/contract/log-search.ts';
import type { SearchQuery } from '#lib/contract/log-search.ts';
import { getDb } from '#lib/server/db/client.ts';
import { InvalidRequestError, ServiceError } from '#lib/server/errors.ts';
import { getLogs } from './get.ts';
import type { SearchJob, SearchRange } from './search-job.ts';

export type Searchers = (job: SearchJob, signal: AbortSignal) => AsyncGenerator<LogSearchEvent, void>;

/** The threads belong to server.ts: Next's bundle reaches them here, and starts none. */
const shared = globalThis as { eeFoundrySearchers?: Searchers | null };

export function setSearchers(searchers: Searchers | null): void {
  shared.eeFoundrySearchers = searchers;
}

type Wanted = { attempt: number; query: LogSearchQuery; signal: AbortSignal };

/** Searches all lines of an attempt that are there, folded or not; `step:` narrows it to steps. */
export async function searchBuild(actor: Actor, buildId: string, { attempt, query, signal }: Wanted): Promise<AsyncGenerator<LogSearchEvent, void>> {
  const searchQuery: SearchQuery = { text: query.q, isRegex: query.regex, isCaseSensitive: query.case };
  const matcher = createMatcher(searchQuery);
  if (matcher !== null && typeof matcher === 'object') throw new InvalidRequestError(`This is no regular expression: ${matcher.error}`);
  const searchers = shared.eeFoundrySearchers ?? null;
  if (searchers === null) throw new ServiceError('unavailable', 'The server is stopping. Try again in a moment.');
  const { logs } = await getLogs(actor, buildId, attempt);
  const after = new Map(query.after);
  const { steps } = parseQuery(query.q);
  const whole: SearchRange[] = logs.map(({ phase, files, isPacked, isOver }) => ({ phase, files, isPacked, isOver, from: after.get(phase) ?? 0, to: null }));
  const ranges = steps.length === 0 ? whole : await rangesOfSteps(whole, { buildId, attempt, clauses: steps });
  return searchers({ query: searchQuery, ranges }, signal);
}

/** A clause that is the name of a phase means all of it. */
async function rangesOfSteps(whole: readonly SearchRange[], { buildId, attempt, clauses }: { buildId: string; attempt: number; clauses: string[] }): Promise<SearchRange[]> {
  const steps = await getDb().step.findMany({ where: { phase: { attempt: { number: attempt, job: { build: { id: buildId } } } }, logLine: { not: null } }, include: { phase: { select: { name: true } } }, orderBy: { logLine: 'asc' } });
  return whole.flatMap((range) => {
    if (clauses.some((clause) => clause.toLowerCase() === range.phase)) return [range];
    const own = steps.filter((step) => step.phase.name === range.phase);
    return own.flatMap((step, index) => {
      if (!isStepMeant(clauses, step)) return [];
      const next = own[index + 1]?.logLine ?? null;
      const to = next === null ? null : next - 1;
      const from = Math.max(range.from, (step.logLine ?? 1) - 1);
      return to !== null && from >= to ? [] : [{ ...range, from, to }];
    });
  });
}
