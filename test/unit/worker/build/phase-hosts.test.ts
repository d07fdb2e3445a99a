import { describe, expect, it } from 'vitest';
import { buildJob } from '#test/support/build-job.ts';
import { phaseHosts } from '#worker/build/phase-hosts.ts';
import type { PhasePlan } from '#worker/engine/engine.ts';

const JOB = buildJob({
  pull: [{ credentialId: 'registry1', version: 1, host: 'pull.example' }],
  push: { credentialId: 'registry2', version: 1, host: 'localhost:15443' },
  galaxy: [{ credentialId: 'galaxy001', version: 1, name: 'Hub', url: 'http://hub.example/api/', authUrl: 'https://sso.example:8443/token', username: null, hasSecret: true }],
});

function plan(phase: PhasePlan['phase'], secrets: PhasePlan['secrets']): PhasePlan {
  return { phase, secrets, inputs: [], network: 'egress', mountsStorage: false, steps: [] };
}

describe('phaseHosts', () => {
  it('names the servers of the credentials that the phase gets, and no others', () => {
    expect(phaseHosts(JOB, plan('fetch', [{ kind: 'registry-auth', file: 'auth.json' }]))).toEqual(['pull.example:443']);
    expect(phaseHosts(JOB, plan('publish', [{ kind: 'registry-auth', file: 'auth.json' }]))).toEqual(['localhost:15443']);
    expect(phaseHosts(JOB, plan('collect', [{ kind: 'galaxy-config', file: 'galaxy.cfg', ownConfig: null }]))).toEqual(['hub.example:80', 'sso.example:8443']);
    expect(phaseHosts(JOB, plan('build', []))).toEqual([]);
  });
});
