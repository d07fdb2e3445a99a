import type { BaseFacts, Findings, RequestLine, Resolved } from '#lib/ee/preflight/findings.ts';

export const FACTS: BaseFacts = {
  os: 'Debian GNU/Linux 13 (trixie)',
  architecture: 'x86_64',
  hasPackageManager: true,
  otherPackageManagers: ['/usr/bin/apt-get'],
  hasInterpreter: true,
  pythonVersion: '3.13.5',
  hasPip: true,
  hasEnsurepip: true,
  hasGalaxy: true,
  python: [{ name: 'ansible-core', version: '2.21.5' }, { name: 'ansible-runner', version: '2.4.3' }, { name: 'PyYAML', version: '6.0.2' }],
  system: [{ name: 'git', version: '1:2.47.3-0+deb13u1' }],
};

export const RESOLVED: Resolved = { packages: [], newest: {}, conflicts: [], error: null };

/** What a preflight without any trouble found; `changes` replace whole fields. */
export function findings(changes: Partial<Findings> = {}): Findings {
  return {
    rejection: null,
    base: 'registry.example/base:1',
    images: [{ image: 'registry.example/base:1', digest: `sha256:${'a'.repeat(64)}`, error: null, isStored: true, isNewer: false, tags: [] }],
    interpreter: '/usr/bin/python3',
    packageManager: '/usr/bin/apt-get',
    facts: FACTS,
    collect: { kind: 'none' },
    introspected: { collections: [], user: { python: [], system: [] }, errors: [] },
    request: [],
    resolved: null,
    system: null,
    ...changes,
  };
}

export function line(who: string, text: string, path: RequestLine['path'] = null): RequestLine {
  return { who, text, path };
}
