import { describe, expect, it } from 'vitest';
import { PreflightResult } from '#lib/contract/preflight.ts';
import { editDefinition } from '#lib/ee/edit/edit.ts';
import { judge } from '#lib/ee/preflight/judge.ts';
import type { Fix } from '#lib/ee/preflight/result.ts';
import { FACTS, RESOLVED, findings, line } from '#test/support/findings.ts';

const TEXT = `---
version: 3
images:
  base_image:
    name: registry.example/base:1
dependencies:
  python:
    - boto3<1.30 # because
    - six==999
  system:
    - tree [platform:dpkg]
    - no-such-package
  galaxy:
    collections:
      - name: acme.base
        version: ==1.0.0
      - acme.app
options:
  package_manager_path: /usr/bin/apt-get
`;
const LINES = [line('user', 'boto3<1.30', ['dependencies', 'python', 0]), line('user', 'six==999', ['dependencies', 'python', 1]), line('acme.app', 'boto3>=1.34'), line('acme.base', 'Boto3>=1.40')];

function apply(fix: Fix | undefined): string {
  return (fix?.edits ?? []).reduce((text, edit) => {
    const result = editDefinition(text, edit);
    if (!result.ok) throw new Error(result.message);
    return result.text;
  }, TEXT);
}

describe('judge', () => {
  it('is green when nothing is wrong, and fits its contract', () => {
    const result = judge(TEXT, findings());
    expect(result.status).toBe('ok');
    expect(result.checks.map(({ id, status }) => [id, status])).toEqual([['definition', 'ok'], ['base-image', 'ok'], ['package-manager', 'ok'], ['interpreter', 'ok'], ['pip', 'ok'], ['ansible', 'ok']]);
    expect(() => PreflightResult.parse(result)).not.toThrow();
  });

  it("says ansible-builder's own words of a rejected definition and nothing else", () => {
    expect(judge(TEXT, findings({ rejection: "'foo' was unexpected" }))).toMatchObject({ status: 'problems', checks: [{ id: 'definition', status: 'problem', detail: "ansible-builder rejects it: 'foo' was unexpected" }] });
  });
});

describe('what the base lacks', () => {
  const bare = { ...FACTS, hasPackageManager: false, otherPackageManagers: ['/usr/bin/microdnf'], hasEnsurepip: false, python: [] };

  it('is a problem with a change that helps', () => {
    const { checks } = judge(TEXT, findings({ facts: bare }));
    expect(checks.filter(({ status }) => status === 'problem').map(({ id }) => id)).toEqual(['package-manager', 'pip', 'ansible']);
    expect(apply(checks.find(({ id }) => id === 'package-manager')?.fixes[0])).toContain('package_manager_path: /usr/bin/microdnf');
    expect(apply(checks.find(({ id }) => id === 'pip')?.fixes[0])).toContain('skip_pip_install: true');
    expect(apply(checks.find(({ id }) => id === 'ansible')?.fixes[0])).toMatch(/ansible_core:\n\s+package_pip: ansible-core\n\s+ansible_runner:\n\s+package_pip: ansible-runner/);
  });

  it('is a warning where a step of the base stage may bring it', () => {
    const text = `${TEXT}additional_build_steps:\n  prepend_base:\n    - RUN something\n`;
    expect(judge(text, findings({ facts: { ...bare, hasPip: false } })).status).toBe('ok');
    expect(judge(text, findings({ facts: { ...FACTS, hasPackageManager: false } })).checks.find(({ id }) => id === 'package-manager')).toMatchObject({ status: 'warning' });
  });

  it('is not told when the base could not be pulled', () => {
    const images = [{ image: 'registry.example/base:1', digest: null, error: 'manifest unknown', isStored: false, isNewer: false, tags: [] }];
    const result = judge(TEXT, findings({ images, facts: null }));
    expect(result.checks.map(({ id, status }) => [id, status])).toEqual([['definition', 'ok'], ['base-image', 'problem'], ['interpreter', 'skipped']]);
  });
});

describe('Python conflicts', () => {
  it('name who asks, and change the line, leave the collection out or remove the line', () => {
    const conflict = {
      members: [0, 2],
      message: 'error: No solution found when resolving dependencies\n  cause: Because you require boto3<1.30 and boto3>=1.34, we can conclude that your requirements are unsatisfiable.',
      trials: [
        { kind: 'loosen', lines: [0], ok: true, version: '1.44.8' },
        { kind: 'remove', lines: [0], ok: true, version: null },
        { kind: 'loosen', lines: [2], ok: false, version: null },
        { kind: 'exclude', lines: [2], ok: true, version: null },
      ] as const,
    };
    const { conflicts, status } = judge(TEXT, findings({ request: LINES, resolved: { ...RESOLVED, conflicts: [conflict], error: 'x' } }));
    expect(status).toBe('problems');
    expect(conflicts[0]).toMatchObject({
      what: 'No version of boto3 is all of: boto3<1.30, boto3>=1.34.',
      askers: [{ who: 'you', line: 'boto3<1.30', path: ['dependencies', 'python', 0] }, { who: 'acme.app', line: 'boto3>=1.34', path: null }],
    });
    expect(conflicts[0]?.fixes.map(({ title }) => title)).toEqual(['Use boto3==1.44.8 instead of boto3<1.30', 'Leave out boto3 of acme.app', 'Remove boto3<1.30']);
    expect(apply(conflicts[0]?.fixes[0])).toBe(TEXT.replace('boto3<1.30 # because', 'boto3==1.44.8 # because'));
    expect(apply(conflicts[0]?.fixes[1])).toContain('exclude:\n    python:\n      - boto3\n');
    expect(apply(conflicts[0]?.fixes[2])).not.toContain('boto3');
  });

  it('between collections are settled by asking for a version oneself', () => {
    const conflict = { members: [2, 3], message: 'cause: Because you require …', trials: [{ kind: 'loosen', lines: [2], ok: true, version: '1.44.8' }, { kind: 'exclude', lines: [2, 3], ok: true, version: null }] as const };
    const { conflicts } = judge(TEXT, findings({ request: LINES, resolved: { ...RESOLVED, conflicts: [conflict], error: 'x' } }));
    expect(conflicts[0]?.fixes[0]?.title).toBe('Take boto3 1.44.8, as acme.base asks, for all');
    const changed = apply(conflicts[0]?.fixes[0]);
    expect(changed).toContain('- six==999\n    - boto3==1.44.8');
    expect(changed).toContain('exclude:\n    python:\n      - boto3\n');
  });

  it.each([
    ['cause: Because there is no version of six==999 and you require six==999, we can conclude that your requirements are unsatisfiable.', 'No version of six is ==999.'],
    ['cause: Because six was not found in the package registry and you require six==999, we can conclude that your requirements are unsatisfiable.', 'No package index has a package six.'],
    ['cause: Because the requested Python version (>=3.13.5) does not satisfy Python>=3.14 and six==999 depends on Python>=3.14, we can conclude that …', 'six==999 needs Python >=3.14; the base image has 3.13.5.'],
    ['cause: Because boto3==1.34.0 depends on botocore>=1.34.0,<1.35.0 and you require botocore==1.40.0, we can conclude that your requirements and boto3==1.34.0 are incompatible.\n         And because you require boto3==1.34.0, we can conclude that your requirements are unsatisfiable.', 'boto3==1.34.0 depends on botocore>=1.34.0,<1.35.0 and this asks for botocore==1.40.0.'],
    ['cause: Because the requested Python version (3.13.5) does not satisfy Python<3.12,>=3.8 and six==999 depends on it.', 'six==999 needs Python <3.12,>=3.8; the base image has 3.13.5.'],
  ])('%s', (message, what) => {
    const resolved = { ...RESOLVED, conflicts: [{ members: [1], message, trials: [] }], error: 'x' };
    expect(judge(TEXT, findings({ request: LINES, resolved })).conflicts[0]?.what).toBe(what);
  });
});

describe('collections', () => {
  it('that contradict each other are named with who asks, and the own version follows', () => {
    const text = '* acme.base:==1.0.0 (direct request)\n* acme.base:>=2.0.0 (dependency of acme.app:1.0.0)\n';
    const { conflicts } = judge(TEXT, findings({ collect: { kind: 'failed', text, newest: { 'acme.base': '2.1.0' } } }));
    expect(conflicts).toMatchObject([{ what: 'No version of acme.base is ==1.0.0 and >=2.0.0; the newest is 2.1.0.', askers: [{ who: 'you' }, { who: 'acme.app', line: 'acme.base >=2.0.0' }] }]);
    expect(apply(conflicts[0]?.fixes[0])).toBe(TEXT.replace('version: ==1.0.0', "version: '>=2.0.0'"));
  });

  it('that do not exist can be removed, and a missing version replaced', () => {
    const unknown = { kind: 'failed', text: '* acme.app:* (direct request)\n', newest: { 'acme.app': null } } as const;
    const missing = { kind: 'failed', text: '* acme.base:==1.0.0 (direct request)\n', newest: { 'acme.base': '2.1.0' } } as const;
    const [removal] = judge(TEXT, findings({ collect: unknown })).conflicts;
    expect(removal?.what).toBe('No Galaxy server of this definition has a collection acme.app.');
    expect(apply(removal?.fixes[0])).not.toContain('acme.app');
    const [replaced] = judge(TEXT, findings({ collect: missing })).conflicts;
    expect(apply(replaced?.fixes[0])).toContain('version: 2.1.0');
  });

  it('are told with the files that introspect does not read', () => {
    const collection = { name: 'acme.app', version: '1.0.0', dependencies: { 'acme.base': '>=2.0.0' }, sizeBytes: 10, python: { file: null, lines: [], excluded: [] }, system: { file: null, lines: [], excluded: [] }, ignored: [{ file: 'requirements.txt', reason: 'meta/execution-environment.yml does not name it' }], error: null };
    const introspected = { collections: [collection, { ...collection, name: 'acme.base', dependencies: {}, ignored: [] }], user: { python: [], system: [] }, errors: [] };
    const result = judge(TEXT, findings({ collect: { kind: 'collected' }, introspected }));
    expect(result.collections.map(({ name, askedBy }) => [name, askedBy])).toEqual([['acme.app', ['you']], ['acme.base', ['you', 'acme.app']]]);
    expect(result.checks.find(({ id }) => id === 'introspect')).toMatchObject({ status: 'warning', detail: expect.stringContaining('acme.app (requirements.txt)') as string });
  });
});

describe('system packages', () => {
  const request = [line('user', 'tree [platform:dpkg]', ['dependencies', 'system', 0]), line('user', 'no-such-package', ['dependencies', 'system', 1]), line('acme.app', 'gone [platform:dpkg]'), line('acme.app', 'git')];
  const system = {
    request,
    packages: [{ name: 'tree', lines: [0], isForCompiling: false }, { name: 'no-such-package', lines: [1], isForCompiling: false }, { name: 'gone', lines: [2], isForCompiling: false }, { name: 'git', lines: [3], isForCompiling: true }],
    unused: [],
    errors: [],
    candidates: { tree: '2.2', 'no-such-package': null, gone: null },
  };

  it('that the package manager does not know are named with who asks and a change that helps', () => {
    const result = judge(TEXT, findings({ system }));
    expect(result.status).toBe('problems');
    expect(result.system.map(({ name, status }) => [name, status])).toEqual([['tree', 'available'], ['no-such-package', 'unknown'], ['gone', 'unknown'], ['git', 'installed']]);
    expect(result.conflicts.map(({ what, askers }) => [what, askers.map(({ who }) => who)])).toEqual([
      ['/usr/bin/apt-get of the base image knows no package no-such-package.', ['you']],
      ['/usr/bin/apt-get of the base image knows no package gone.', ['acme.app']],
    ]);
    expect(apply(result.conflicts[0]?.fixes[0])).not.toContain('no-such-package');
    expect(apply(result.conflicts[1]?.fixes[0])).toContain('exclude:\n    system:\n      - gone\n');
  });

  it('are only doubted where a step may add a repository, and not judged where nobody could be asked', () => {
    const text = `${TEXT}additional_build_steps:\n  prepend_final:\n    - RUN add-repository\n`;
    expect(judge(text, findings({ system })).checks.find(({ id }) => id === 'system')).toMatchObject({ status: 'warning' });
    expect(judge(TEXT, findings({ system: { ...system, candidates: null } })).checks.find(({ id }) => id === 'system')).toMatchObject({ status: 'skipped' });
  });
});

describe('tables', () => {
  it('say who asked, what the base has and what is newer', () => {
    const packages = [
      { name: 'boto3', version: '1.44.8', via: ['-r user.in', '-r acme.app.in'], needsBuilding: false },
      { name: 'botocore', version: '1.44.8', via: ['boto3', 's3transfer'], needsBuilding: true },
      { name: 'pyyaml', version: '6.0.2', via: ['botocore'], needsBuilding: false },
    ];
    const result = judge(TEXT, findings({ request: LINES, resolved: { ...RESOLVED, packages, newest: { boto3: '1.44.8', botocore: '1.44.9', pyyaml: '6.0.4' } } }));
    expect(result.python).toEqual([
      { name: 'boto3', version: '1.44.8', askedBy: ['you', 'acme.app'], inBase: null, newer: null, needsBuilding: false },
      { name: 'botocore', version: '1.44.8', askedBy: ['boto3', 's3transfer'], inBase: null, newer: '1.44.9', needsBuilding: true },
      { name: 'pyyaml', version: '6.0.2', askedBy: ['botocore'], inBase: '6.0.2', newer: '6.0.4', needsBuilding: false },
    ]);
    const check = result.checks.find(({ id }) => id === 'python');
    expect(check?.detail).toContain('pip may choose another older one there: botocore 1.44.8.');
    expect(result.checks.find(({ id }) => id === 'python-sources')).toMatchObject({ status: 'warning' });
  });
});
