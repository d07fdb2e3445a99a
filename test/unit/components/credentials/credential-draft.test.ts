import { checkChange, checkNew, draftOf, emptyDraft, needsSecretAgain } from '#components/credentials/credential-draft.ts';
import type { Credential } from '#lib/contract/credentials.ts';
import { describe, expect, it } from 'vitest';

const STORED: Credential = {
  id: 'credential01',
  kind: 'galaxy',
  name: 'Hub',
  host: 'https://hub.example.com/api/galaxy/',
  authUrl: null,
  username: null,
  hasSecret: true,
  secretVersion: 1,
  isBuiltIn: false,
  usedBy: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  lastUsedAt: null,
  lastTest: null,
};

describe('checkNew', () => {
  it('takes a complete registry and trims what people paste', () => {
    const checked = checkNew({ ...emptyDraft('registry'), name: ' Ours ', host: ' registry.example.com:5000 ', username: 'me', secret: ' s p ' });
    expect(checked).toEqual({ ok: true, body: { kind: 'registry', name: 'Ours', host: 'registry.example.com:5000', username: 'me', secret: ' s p ' } });
  });

  it('says for each field what is missing', () => {
    const checked = checkNew({ ...emptyDraft('registry'), host: 'https://registry.example.com/x' });
    expect(checked.ok).toBe(false);
    if (checked.ok) return;
    expect(Object.keys(checked.errors).sort()).toEqual(['host', 'name', 'secret', 'username']);
    expect(checked.errors.host).toContain('without https://');
  });

  it('takes a Galaxy server without a token and wants a URL', () => {
    expect(checkNew({ ...emptyDraft('galaxy'), name: 'Hub', host: 'https://hub.example.com/' })).toMatchObject({ ok: true, body: { secret: null, authUrl: null } });
    const wrong = checkNew({ ...emptyDraft('galaxy'), name: 'Hub', host: 'hub.example.com' });
    expect(wrong.ok ? '' : wrong.errors.host).toContain('URL');
  });
});

describe('checkChange', () => {
  it('keeps the stored secret when only the name changes', () => {
    const checked = checkChange({ ...draftOf(STORED), name: 'Other' }, STORED);
    expect(checked.ok && checked.body).toEqual({ name: 'Other', host: STORED.host, authUrl: null, username: null });
  });

  it.each(['host', 'authUrl'] as const)('asks for the secret again when %s changes', (field) => {
    const draft = { ...draftOf(STORED), [field]: 'https://evil.example.com/' };
    expect(needsSecretAgain(draft, STORED)).toBe(true);
    const checked = checkChange(draft, STORED);
    expect(checked.ok ? {} : checked.errors).toHaveProperty('secret');
    expect(checkChange({ ...draft, secret: 'again' }, STORED)).toMatchObject({ ok: true, body: { secret: 'again' } });
  });
});
