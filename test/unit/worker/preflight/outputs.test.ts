import { describe, expect, it } from 'vitest';
import { readBaseFacts, readCandidates } from '#worker/preflight/outputs.ts';

describe('readBaseFacts', () => {
  it('reads what a base says of itself', () => {
    const facts = 'manager=yes\nother=/usr/bin/apt-get\npython=yes\npip=pip 25.1.1 from /usr/lib\nconfig=global.index-url=\'https://mirror.example/simple\'\nconfig=:env:.timeout=\'9\'\nlibc=glibc 2.41\n';
    const probe = JSON.stringify({ os: { id: 'debian', versionId: '13', prettyName: 'Debian 13' }, architecture: 'x86_64', python: { version: '3.13.5', packages: [{ name: 'PyYAML', version: '6.0.2' }] } });
    expect(readBaseFacts({ facts, osRelease: '', probe })).toMatchObject({
      os: 'Debian 13', hasPackageManager: true, otherPackageManagers: ['/usr/bin/apt-get'], hasInterpreter: true, pythonVersion: '3.13.5', hasPip: true, hasEnsurepip: false, libc: 'glibc 2.41',
      config: { 'index-url': 'https://mirror.example/simple', timeout: '9' }, python: [{ name: 'PyYAML', version: '6.0.2' }], system: [],
    });
  });

  it('takes what it cannot read as not there', () => {
    expect(readBaseFacts({ facts: '', osRelease: 'PRETTY_NAME="Some Linux"\n', probe: '{"python": 7}' })).toMatchObject({ os: 'Some Linux', pythonVersion: null, hasInterpreter: false, hasPackageManager: false });
  });
});

describe('readCandidates', () => {
  it('tells known packages from unknown ones', () => {
    expect(readCandidates('Get:1 http://deb.example\nasked\ncandidate tree 2.2.1-1\nunknown no-such\ncandidate awk virtual\n')).toEqual({ tree: '2.2.1-1', 'no-such': null, awk: 'virtual' });
  });

  it('is null where the package manager had no lists', () => {
    expect(readCandidates('')).toBeNull();
    expect(readCandidates(null)).toBeNull();
  });
});
