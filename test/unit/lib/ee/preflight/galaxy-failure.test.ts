import { describe, expect, it } from 'vitest';
import { readGalaxyFailure } from '#lib/ee/preflight/galaxy-failure.ts';

// As ansible-galaxy of ansible-core 2.21.5 says it.
const UNKNOWN = `
[ERROR]: Failed to resolve the requested dependencies map. Could not satisfy the following requirements:
* no.such:* (direct request)
Hint: Pre-releases hosted on Galaxy or Automation Hub are not installed by default unless a specific version is requested. To enable pre-releases globally, use --pre: [RequirementInformation(requirement=<no.such:* of type 'galaxy' from Galaxy>, parent=None)]: Requirements conflict: <no.such:* of type 'galaxy' from Galaxy>

Process download dependency map
`;
const TWO = `[ERROR]: Failed to resolve the requested dependencies map. Could not satisfy the following requirements:
* acme.base:==1.0.0 (direct request)
* acme.base:>=2.0.0 (dependency of acme.app:1.0.0)
Hint: Pre-releases hosted on Galaxy or Automation Hub are not installed by default unless a specific version is requested.
`;
const REFUSED = `
[WARNING]: Skipping Galaxy server http://localhost:19399/. Got an unexpected error when getting available versions of collection no.such: Unknown error when attempting to call Galaxy at 'http://localhost:19399/api': <urlopen error [Errno 111] Connection refused>
[ERROR]: Unknown error when attempting to call Galaxy at 'http://localhost:19399/api': <urlopen error [Errno 111] Connection refused>

Unknown error when attempting to call Galaxy at 'http://localhost:19399/api'.

<<< caused by >>>

<urlopen error [Errno 111] Connection refused>

Process download dependency map
`;
const TOKEN = `
[ERROR]: Error when getting the collection info for amazon.aws from server_1 (http://localhost:19381/) (HTTP Code: 401, Message: The token for this Galaxy server is missing or wrong. Code: unauthenticated)
Process download dependency map
`;
const CERTIFICATE = `[ERROR]: Unknown error when attempting to call Galaxy at 'https://hub.example/api': <urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1032)>`;

const BROKEN_OFF = `[WARNING]: Skipping Galaxy server http://localhost:18099/. Got an unexpected error when getting available versions of collection a.b: Missing expected 'results' in ansible-galaxy cache: {'expires': '2026-11-26T14:36:50Z', 'paginated': False}. This may indicate cache corruption (for example, from concurrent ansible-galaxy runs) or a bug in how the cache was generated. Try running with --clear-response-cache or --no-cache to work around the issue: 'results'
[ERROR]: Missing expected 'results' in ansible-galaxy cache: {'expires': '2026-11-26T14:36:50Z', 'paginated': False}. This may indicate cache corruption
`;

describe('readGalaxyFailure', () => {
  it('finds what the definition asked for', () => {
    expect(readGalaxyFailure(UNKNOWN)).toEqual({ kind: 'conflict', unmet: [{ name: 'no.such', range: '*', by: null }] });
  });

  it('finds which collection asks for which range', () => {
    expect(readGalaxyFailure(TWO)).toEqual({
      kind: 'conflict',
      unmet: [
        { name: 'acme.base', range: '==1.0.0', by: null },
        { name: 'acme.base', range: '>=2.0.0', by: 'acme.app' },
      ],
    });
  });

  it('tells a server that does not answer from one that refuses the token or shows a strange certificate', () => {
    expect(readGalaxyFailure(REFUSED)).toEqual({ kind: 'unreachable', server: 'http://localhost:19399' });
    expect(readGalaxyFailure(BROKEN_OFF)).toEqual({ kind: 'unreachable', server: 'http://localhost:18099' });
    expect(readGalaxyFailure(TOKEN)).toEqual({ kind: 'refused', server: 'http://localhost:19381/', code: '401' });
    expect(readGalaxyFailure(CERTIFICATE)).toEqual({ kind: 'untrusted', server: 'https://hub.example' });
  });

  it('keeps the words of an unknown failure', () => {
    expect(readGalaxyFailure('Starting\n[ERROR]: Something new happened\n')).toEqual({ kind: 'other', message: 'Something new happened' });
  });
});
