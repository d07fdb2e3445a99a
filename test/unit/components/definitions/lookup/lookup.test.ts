import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LookupBatch } from '#components/definitions/lookup/batch.ts';
import { packageSource } from '#components/definitions/lookup/package-source.ts';
import { suggestEntries, suggestVersions } from '#components/definitions/lookup/suggestions.ts';
import { lookupSummary } from '#components/definitions/lookup/summary.ts';
import type { PackageSource } from '#components/editor/package-source.ts';
import type { LookUpPackages, PackageAnswer } from '#lib/contract/lookup.ts';
import { askedBy, versionAskedBy } from '#lib/ee/lookup/suggestion.ts';

function answerOf(name: string, more: Partial<PackageAnswer> = {}): PackageAnswer {
  return { kind: 'python', name, state: 'ok', message: '', source: 'index.example', asOf: null, versions: [], yanked: [], ...more };
}

describe('LookupBatch', () => {
  it('sends what is asked at the same time together, apart by servers', async () => {
    const sent: LookUpPackages[] = [];
    const batch = new LookupBatch((body) => {
      sent.push(body);
      return Promise.resolve(body.items.map(({ name }) => answerOf(name)));
    });
    const names = Array.from({ length: 130 }, (_, index) => `name-${String(index)}`);
    const answers = await Promise.all([...names.map((name) => batch.ask({ kind: 'python', name }, [])), batch.ask({ kind: 'collection', name: 'a.b' }, ['hub'])]);
    expect(answers.map(({ name }) => name)).toEqual([...names, 'a.b']);
    expect(sent.map(({ items, galaxyCredentialIds }) => [items.length, galaxyCredentialIds])).toEqual([[100, []], [30, []], [1, ['hub']]]);
  });

  it('tells everybody of a failure, and asks anew afterwards', async () => {
    let fails = true;
    const batch = new LookupBatch((body) => (fails ? Promise.reject(new Error('away')) : Promise.resolve(body.items.map(({ name }) => answerOf(name)))));
    const asked = [batch.ask({ kind: 'python', name: 'a' }, []), batch.ask({ kind: 'python', name: 'b' }, [])];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect((await batch.ask({ kind: 'python', name: 'a' }, [])).name).toBe('a');
  });
});

describe('packageSource', () => {
  const fetched: string[] = [];
  beforeEach(() => {
    fetched.length = 0;
    vi.stubGlobal('fetch', (url: string) => {
      fetched.push(url);
      const { pathname, searchParams } = new URL(url, 'http://dashboard.example');
      const common = { kind: 'python', state: 'ok', message: '', source: 'index.example', asOf: null };
      if (searchParams.has('q')) return Promise.resolve(Response.json({ ...common, items: [{ name: `${searchParams.get('q') ?? ''}3`, summary: null }], isComplete: true }));
      return Promise.resolve(Response.json({ ...common, name: pathname, versions: [{ version: '2.0', isYanked: true, requiresPython: null }, { version: '1.0', isYanked: false, requiresPython: null }] }));
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('asks once typing rests: what was typed on is not asked', async () => {
    const source = packageSource(new QueryClient(), ['hub']);
    const typed = ['bo', 'bot', 'boto'].map((prefix) => ({ prefix, controller: new AbortController() }));
    const results = typed.map(({ prefix, controller }) => source.search('python', prefix, controller.signal));
    typed.slice(0, -1).forEach(({ controller }) => {
      controller.abort();
    });
    expect((await Promise.allSettled(results)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(fetched).toEqual(['/api/v1/lookup/python?q=boto']);
    await source.search('python', 'boto', new AbortController().signal);
    expect(fetched).toHaveLength(1);
  });

  it('asks nothing of a single letter and of what is no name; versions come without yanked ones, from the chosen servers', async () => {
    const source = packageSource(new QueryClient(), ['hub', 'two']);
    const { signal } = new AbortController();
    expect(await source.search('python', 'b', signal)).toEqual([]);
    expect(await source.versions('collection', '../secret', signal)).toEqual([]);
    expect(fetched).toEqual([]);
    expect(await source.versions('collection', 'acme.tools', signal)).toEqual(['1.0']);
    expect(fetched).toEqual(['/api/v1/lookup/collections/acme.tools?galaxy=hub%2Ctwo']);
  });
});

const SOURCE: PackageSource = {
  search: (_kind, prefix) => Promise.resolve([{ name: `${prefix}-one`, summary: 'One' }]),
  versions: (_kind, name) => Promise.resolve(name === 'boto3' || name === 'acme.tools' ? ['2.0.0rc1', '1.10.0', '1.9.0'] : []),
};

describe('suggestEntries', () => {
  const values = async (kind: 'python' | 'collection' | 'role', typed: string) => (await suggestEntries(SOURCE, kind)(typed, new AbortController().signal)).map(({ value }) => value);

  it('suggests names, and behind an operator versions, stable ones first', async () => {
    expect(await values('python', 'bo')).toEqual(['bo-one']);
    expect(await values('python', 'boto3==')).toEqual(['boto3==1.10.0', 'boto3==1.9.0', 'boto3==2.0.0rc1']);
    expect(await values('python', 'boto3[crt] >= 1.9, <2')).toEqual(['boto3[crt] >= 1.9, <2.0.0rc1']);
    expect(await values('collection', 'acme.tools:1.1')).toEqual(['acme.tools:1.10.0']);
  });

  it('suggests nothing for what is neither', async () => {
    for (const typed of ['', 'b', 'boto3 @ https://example.com/x.whl', '-r file.txt', 'a b', 'boto3==1 ; python_version < "3"']) expect(await values('python', typed), typed).toEqual([]);
    expect(await values('role', 'https://git.example/role')).toEqual([]);
  });
});

describe('suggestVersions', () => {
  it('completes the last clause', async () => {
    const found = await suggestVersions(SOURCE, 'collection', 'acme.tools')('>=1.9.0,<1.1', new AbortController().signal);
    expect(found).toEqual([{ value: '>=1.9.0,<1.10.0', label: '1.10.0', description: 'newest' }]);
  });
});

describe('askedBy', () => {
  it('keeps what stands before the version', () => {
    const asked = askedBy('python', 'Boto3 [crt] >= 1.');
    expect(asked).toMatchObject({ part: 'version', name: 'Boto3', prefix: '1.' });
    expect(asked?.complete('1.10.0')).toBe('Boto3 [crt] >= 1.10.0');
    expect(versionAskedBy('', '1')).toBeNull();
  });
});

describe('lookupSummary', () => {
  it('says in a line how it stands', () => {
    expect(lookupSummary({ questionCount: 0, answers: [], notes: [], hasFailed: false })).toEqual([]);
    expect(lookupSummary({ questionCount: 3, answers: [answerOf('a')], notes: [], hasFailed: false })).toEqual(['Package look-up: asking about 2 packages…']);
    expect(lookupSummary({ questionCount: 2, answers: [answerOf('a'), answerOf('b', { state: 'not-found' })], notes: [], hasFailed: false })).toEqual(['Package look-up: 2 packages checked on index.example.']);
    expect(lookupSummary({ questionCount: 1, answers: [], notes: [], hasFailed: true })).toEqual(['Package look-up: the dashboard did not answer.']);
  });

  it('says who is away, once for all packages', () => {
    const away = { state: 'offline', message: 'index.example could not be reached: nothing listens there.' } as const;
    expect(lookupSummary({ questionCount: 2, answers: [answerOf('a', away), answerOf('b', away)], notes: ['A note.'], hasFailed: false })).toEqual(['Package look-up: offline — index.example could not be reached: nothing listens there.', 'A note.']);
  });
});
