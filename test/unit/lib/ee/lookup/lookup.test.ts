import { satisfies } from '@renovatebot/pep440';
import { describe, expect, it } from 'vitest';
import { readForm } from '#lib/ee/form/read.ts';
import { quickFixesOf } from '#lib/ee/lint/quick-fixes.ts';
import type { PackageAnswer, PackageKind } from '#lib/ee/lookup/answer.ts';
import { isSatisfiable, pinOf } from '#lib/ee/lookup/constraint.ts';
import { lookupDiagnostics, questionKey } from '#lib/ee/lookup/diagnostics.ts';
import { lookupPlan } from '#lib/ee/lookup/items.ts';
import { newestFirst } from '#lib/ee/lookup/order.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { RandomSource } from '#test/support/random.ts';

type Known = Partial<Record<PackageKind, Record<string, Partial<PackageAnswer>>>>;

function planOf(text: string, hasGalaxyServers = true) {
  return lookupPlan(readForm(text), { hasGalaxyServers });
}

function check(text: string, known: Known) {
  const answers = new Map<string, PackageAnswer>();
  for (const [kind, names] of Object.entries(known) as [PackageKind, Record<string, Partial<PackageAnswer>>][]) {
    for (const [name, answer] of Object.entries(names)) {
      const question = { kind, name };
      answers.set(questionKey(question), { ...question, state: 'ok', message: '', source: 'index.example', versions: [], yanked: [], ...answer });
    }
  }
  return lookupDiagnostics(text, planOf(text).items, answers);
}

const LIST = `version: 3
dependencies:
  python:
    - boto3==1.34.0 # for S3
    - "requests >= 2"
    - acme @ https://example.com/acme.whl
    - jmespath
  galaxy:
    collections:
      - name: amazon.aws
        version: 9.0.0
      - community.general
      - name: https://git.example/x.git
        type: git
    roles:
      - src: geerlingguy.docker
        version: 7.0.0
`;

const BLOCK = 'version: 3\ndependencies:\n  python: |\n    # clouds\n    boto3 == 1.34.0\n    botocore==1.34.0\n  galaxy: |\n    collections:\n      - name: amazon.aws\n        version: 9.0.0\n      - name: acme.tools\n        version: 9.0.0\n';

describe('lookupPlan', () => {
  it('asks for what comes from the configured servers, by its PyPI name', () => {
    const text = LIST.replace('jmespath', 'Ruamel.YAML');
    expect(planOf(text).items.map(({ kind, name, constraint }) => `${kind} ${name} ${constraint}`)).toEqual([
      'python boto3 ==1.34.0',
      'python requests >=2',
      'python ruamel-yaml ',
      'collection amazon.aws 9.0.0',
      'collection community.general ',
      'role geerlingguy.docker 7.0.0',
    ]);
  });

  it.each([
    ['an option line', LIST.replace('jmespath', '--extra-index-url https://own.example/simple'), 'Python'],
    ['a step', `${LIST}additional_build_steps:\n  prepend_builder: ENV PIP_INDEX_URL=https://own.example/simple\n`, 'Python'],
    ['a pip.conf', `${LIST}additional_build_files:\n  - src: files/pip.conf\n    dest: configs\n`, 'Python'],
    ['an ansible.cfg', `${LIST}additional_build_files:\n  - src: ansible.cfg\n    dest: configs\n`, 'Collections'],
    ['an option of ansible-galaxy', `${LIST}build_arg_defaults:\n  ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: -s https://own.example\n`, 'Collections'],
  ])('asks nothing of a kind for which %s brings a server of its own, and says so', (_what, text, kind) => {
    const { items, notes } = planOf(text);
    expect(notes).toEqual([expect.stringMatching(new RegExp(`^${kind}.*not looked up`)) as string]);
    expect(items.some((item) => (kind === 'Python') === (item.kind === 'python'))).toBe(false);
    expect(items.length).toBeGreaterThan(0);
  });

  it('asks no collection where no Galaxy server is named', () => {
    expect(planOf(LIST, false)).toMatchObject({ notes: [expect.stringContaining('no Galaxy server') as string] });
    expect(planOf(LIST, false).items.every(({ kind }) => kind === 'python')).toBe(true);
  });

  it('leaves out what has a source of its own, and is empty for a text that cannot be read', () => {
    const text = 'version: 3\ndependencies:\n  galaxy:\n    collections:\n      - name: a.b\n        source: https://other.example\n      - name: c.d\n        type: galaxy\n';
    expect(planOf(text).items.map(({ name }) => name)).toEqual(['c.d']);
    expect(planOf('version: [').items).toEqual([]);
  });
});

describe('lookupDiagnostics', () => {
  it('warns of what does not exist, with its place', () => {
    const [found, ...rest] = check(LIST, { python: { boto3: { state: 'not-found' } }, collection: { 'amazon.aws': { versions: ['9.0.0'] } } });
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ code: 'does-not-exist', severity: 'warning', path: ['dependencies', 'python', 0], message: expect.stringContaining('boto3 does not exist on index.example') as string });
    expect(found?.range.start.line).toBe(4);
  });

  it('says nothing on an answer that is not certain', () => {
    for (const state of ['offline', 'refused'] as const) expect(check(LIST, { python: { boto3: { state, versions: ['1.35.0'] } } })).toEqual([]);
    expect(check(LIST, {})).toEqual([]);
  });

  it('warns of a version that nothing satisfies and names the newest; a yanked version is one', () => {
    expect(check(LIST, { python: { boto3: { versions: ['1.35.0', '1.33.0'] }, requests: { versions: ['1.9'] } } })).toMatchObject([
      { code: 'version-does-not-exist', message: expect.stringContaining('The newest there is 1.35.0') as string, fix: { title: 'Pin to 1.35.0' } },
      { code: 'version-does-not-exist', path: ['dependencies', 'python', 1] },
    ]);
    expect(check(LIST, { python: { boto3: { versions: ['1.33.0'], yanked: ['1.34.0'] } } })).toEqual([]);
    expect(check(LIST, { collection: { 'amazon.aws': { versions: ['10.0.0'] } }, role: { 'geerlingguy.docker': { versions: ['6.0.0'] } } }).map(({ code }) => code)).toEqual(['version-does-not-exist', 'version-does-not-exist']);
  });

  it('tells of a newer version of a pinned one only, and not of a pre-release', () => {
    expect(check(LIST, { python: { boto3: { versions: ['2.0.0rc1', '1.35.0', '1.34.0'] }, requests: { versions: ['3.0', '2.0'] } } })).toMatchObject([{ code: 'newer-version', severity: 'info', message: 'boto3 1.34.0 is pinned; 1.35.0 is newer.' }]);
    expect(check(LIST, { python: { boto3: { versions: ['2.0.0rc1', '1.34.0'] } } })).toEqual([]);
  });

  it.each([
    ['a list', LIST, 'boto3==1.34.0', 'boto3==1.35.0'],
    ['a block of lines', BLOCK, 'boto3 == 1.34.0', 'boto3==1.35.0'],
    ['quotes and CRLF', LIST.replace('- boto3==1.34.0', '- "boto3==1.34.0"').replaceAll('\n', '\r\n'), 'boto3==1.34.0', 'boto3==1.35.0'],
  ])('pins to the newest in %s and touches nothing else', (_what, text, before, after) => {
    const [found] = check(text, { python: { boto3: { versions: ['1.35.0', '1.34.0'] } } });
    expect(applyTextEdits(text, found?.fix?.edits ?? [])).toBe(text.replace(before, after));
  });

  it.each([
    ['a mapping', LIST, 'name: amazon.aws\n        version: 9.0.0', 'name: amazon.aws\n        version: 10.1.0'],
    ['a block of YAML where another has the same version', BLOCK, 'name: amazon.aws\n        version: 9.0.0', 'name: amazon.aws\n        version: 10.1.0'],
    ['a name with a version', LIST.replace('- community.general', '- amazon.aws:==9.0.0'), 'amazon.aws:==9.0.0', 'amazon.aws:==10.1.0'],
  ])('pins a collection in %s', (_what, text, before, after) => {
    const found = check(text, { collection: { 'amazon.aws': { versions: ['10.1.0', '9.0.0'] } } });
    const results = found.map(({ fix }) => applyTextEdits(text, fix?.edits ?? []));
    expect(results).toContain(text.replace(before, after));
  });

  it('keeps its fix among the quick fixes, and can be silenced there', () => {
    const answers: Known = { python: { boto3: { versions: ['1.35.0', '1.34.0'] } }, collection: { 'amazon.aws': { state: 'not-found' } } };
    for (const text of [LIST, BLOCK]) {
      const found = check(text, answers);
      expect(found.map(({ code }) => code)).toEqual(['newer-version', 'does-not-exist']);
      expect(found.map((each) => quickFixesOf({ text }, each).map(({ title }) => title))).toEqual([
        ['Pin to 1.35.0', 'Ignore newer-version here'],
        ['Ignore does-not-exist here'],
      ]);
      for (const each of found) {
        const ignore = quickFixesOf({ text }, each).at(-1);
        const left = check(applyTextEdits(text, ignore?.edits ?? []), answers);
        expect(left.map(({ code }) => code)).toEqual(found.map(({ code }) => code).filter((code) => code !== each.code));
      }
    }
  });

  it('is silenced by a comment', () => {
    const text = LIST.replace('# for S3', '# ee-foundry: ignore newer-version');
    expect(check(text, { python: { boto3: { versions: ['1.35.0', '1.34.0'] } } })).toEqual([]);
  });
});

describe('isSatisfiable', () => {
  it.each<[PackageKind, string[], string, boolean | null]>([
    ['python', ['2.0', '1.0'], '>=1.5,<3', true],
    ['python', ['2.0', '1.0'], '>=2.1', false],
    ['python', ['1.4.2'], '~=1.4.0', true],
    ['python', ['1.5'], '~=1.4.0', false],
    ['python', ['1.4.7'], '==1.4.*', true],
    ['python', ['1.0.0'], '==1', true],
    ['python', ['2.0rc1'], '>=2.0rc1', true],
    ['python', ['1.0'], '===1.0', null],
    ['python', ['1.0'], '>=what', null],
    ['python', ['1.3', '1.2+cu2', '1.2+cu1', '1.1'], '==1.2', true],
    ['python', ['1.3', '1.2.1', '1.1'], '==1.2', false],
    ['python', ['1.3', '1.2.1', '1.1'], '==1.2.*', true],
    ['python', ['1.3.dev1', '1.1'], '==1.2.*', false],
    ['python', ['2.0', '1.5', '1.0'], '>1.0,!=1.5,<2.0', false],
    ['python', ['2.0rc1', '1.0'], '<2.0,>1.0', false],
    ['collection', ['9.5.0'], '>=9.0.0,<10', null],
    ['collection', ['9.5.0'], '>=9.0.0,<10.0.0', true],
    ['collection', ['10.0.0'], '>=9.0.0,<10.0.0', false],
    ['collection', ['9.5.0'], '*', true],
    ['collection', ['9.5.0'], '!=9.5.0', false],
    ['collection', ['9.5.0-rc1'], '>=9.0.0', false],
    ['collection', ['9.5.0-rc1'], '9.5.0-rc1', true],
    ['role', ['v1.0'], 'v1.0', true],
    ['role', ['v1.0'], 'v2.0', false],
    ['role', [], 'main', true],
  ])('%s %j for %s: %s', (kind, versions, constraint, expected) => {
    expect(isSatisfiable(kind, versions, constraint)).toBe(expected);
  });
});

describe('isSatisfiable of many versions', () => {
  it('agrees with trying each of them', () => {
    const random = new RandomSource();
    const part = () => String(random.below(4));
    const version = () => `${part()}.${part()}${random.pick(['', '.0', '.1', 'rc1', '.post1', '.dev2', '+local'])}`;
    for (let round = 0; round < 2000; round += 1) {
      const versions = newestFirst('python', Array.from({ length: 1 + random.below(12) }, version));
      const specifier = Array.from({ length: 1 + random.below(2) }, () => random.pick(['>=', '<=', '>', '<', '==', '!=', '~=']) + version().replace('+local', '')).join(',');
      const wanted = versions.some((each) => satisfies(each, specifier, { prereleases: true }));
      expect(isSatisfiable('python', versions, specifier), `${specifier} of ${versions.join(' ')}, seed ${String(random.seed)}`).toBe(wanted);
    }
  });
});

describe('pinOf', () => {
  it('reads exact versions only', () => {
    expect(pinOf('python', '==1.2.3')).toBe('1.2.3');
    expect([pinOf('python', '==1.2.*'), pinOf('python', '==1.2,<2'), pinOf('python', '1.2'), pinOf('collection', '>=1.0.0'), pinOf('collection', '*')]).toEqual([null, null, null, null, null]);
    expect([pinOf('collection', '1.2.3'), pinOf('collection', '==1.2.3'), pinOf('role', 'v1.2.3')]).toEqual(['1.2.3', '1.2.3', '1.2.3']);
  });
});

describe('newestFirst', () => {
  it('orders as the installers do', () => {
    expect(newestFirst('python', ['1.9', '1.10', '1.10rc1', '1.10.post1', '2004d', '1.9'])).toEqual(['1.10.post1', '1.10', '1.10rc1', '1.9']);
    expect(newestFirst('collection', ['1.9.0', '1.10.0', 'x'])).toEqual(['1.10.0', '1.9.0']);
    expect(newestFirst('role', ['v1.9.0', 'main', 'v1.10.0'])).toEqual(['v1.10.0', 'v1.9.0', 'main']);
  });
});
