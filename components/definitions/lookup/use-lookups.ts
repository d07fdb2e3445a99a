import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import type { PackageAnswer, PackageQuestion } from '#lib/ee/lookup/answer.ts';
import { lookupDiagnostics, questionKey } from '#lib/ee/lookup/diagnostics.ts';
import { lookupPlan, type LookupItem } from '#lib/ee/lookup/items.ts';
import { verdictOf } from '#lib/ee/lookup/verdict.ts';
import { normalizePythonName } from '#lib/ee/requirements/pep508.ts';
import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { packageQuery } from './data.ts';
import type { LookupTools } from './lookup-context.ts';
import { packageSource } from './package-source.ts';
import { lookupSummary } from './summary.ts';

export interface Lookups {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: readonly string[];
  readonly tools: LookupTools;
}

const SETTLE_MS = 1000;
const MAX_QUESTIONS = 400;

/** The questions once the text has rested: a name that is being typed is not asked letter by letter. */
function useSettledQuestions(items: readonly LookupItem[]): readonly PackageQuestion[] {
  const key = [...new Set(items.map(questionKey))].slice(0, MAX_QUESTIONS).join('\n');
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return useMemo(() => settled.split('\n').filter((line) => line !== '').map(questionOf), [settled]);
}

function questionOf(key: string): PackageQuestion {
  const [kind = '', name = ''] = key.split(' ');
  return { kind: kind as PackageQuestion['kind'], name }; // questionKey wrote it
}

function gather(results: readonly UseQueryResult<PackageAnswer>[]) {
  return { answers: results.flatMap(({ data }) => (data === undefined ? [] : [data])), hasFailed: results.some(({ isError }) => isError) };
}

/** What the configured servers say of a definition's packages, as problems and as help for its form. */
export function useLookups({ text, form, galaxyCredentialIds }: { text: string; form: FormState; galaxyCredentialIds: readonly string[] }): Lookups {
  const client = useQueryClient();
  const servers = galaxyCredentialIds.join(',');
  const plan = useMemo(() => lookupPlan(form, { hasGalaxyServers: servers !== '' }), [form, servers]);
  const questions = useSettledQuestions(plan.items);
  const { answers, hasFailed } = useQueries({ queries: questions.map((question) => packageQuery(question, galaxyCredentialIds)), combine: gather });
  const byKey = useMemo(() => new Map(answers.map((answer) => [questionKey(answer), answer])), [answers]);
  const diagnostics = useMemo(() => lookupDiagnostics(text, plan.items, byKey), [text, plan, byKey]);
  const tools = useMemo<LookupTools>(
    () => ({
      source: packageSource(client, servers === '' ? [] : servers.split(',')),
      newerOf: (kind, name, constraint) => {
        const answer = byKey.get(questionKey({ kind, name: kind === 'python' ? normalizePythonName(name) : name }));
        const verdict = answer === undefined ? null : verdictOf(answer, constraint);
        return verdict?.kind === 'newer' ? verdict.newest : null;
      },
    }),
    [client, servers, byKey],
  );
  return { diagnostics, summary: lookupSummary({ questionCount: questions.length, answers, notes: plan.notes, hasFailed }), tools };
}
