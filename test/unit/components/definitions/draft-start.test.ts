import { startOf } from '#components/definitions/draft-start.ts';
import type { LocalCopy } from '#components/definitions/draft-storage.ts';
import type { Draft } from '#components/definitions/draft.ts';
import type { Draft as KeptDraft } from '#lib/contract/drafts.ts';
import { describe, expect, it } from 'vitest';

const SETTINGS = { repository: null, tags: [], pullCredentialIds: [], pushCredentialId: null, galaxyCredentialIds: [], workerLabels: [] };

function draft(text: string): Draft {
  return { baseRevision: 1, text, files: [], settings: SETTINGS };
}

function kept(text: string, version: string): KeptDraft {
  return { ...draft(text), version, updatedAt: '2026-01-01T00:00:00.000Z' };
}

function local(text: string, version: string | null): LocalCopy {
  return { draft: draft(text), version, at: 1 };
}

const head = draft('head');

describe('startOf', () => {
  it('is the newest revision when nobody kept anything', () => {
    expect(startOf({ head, server: null, local: null })).toEqual({ draft: head, restored: null, version: null, kept: null, other: null });
    expect(startOf({ head, server: null, local: local('head', null) }).restored).toBeNull();
  });

  it('is the server’s draft, in any browser', () => {
    expect(startOf({ head, server: kept('typed', 'version1'), local: null })).toMatchObject({ draft: draft('typed'), restored: 'server', version: 'version1', kept: draft('typed'), other: null });
    expect(startOf({ head, server: kept('typed', 'version2'), local: local('typed', 'version1') })).toMatchObject({ restored: 'server', version: 'version2', other: null });
  });

  it('is this browser’s copy where that goes on from what the server has', () => {
    expect(startOf({ head, server: kept('typed', 'version1'), local: local('typed more', 'version1') })).toMatchObject({ draft: draft('typed more'), restored: 'browser', version: 'version1', other: null });
    expect(startOf({ head, server: null, local: local('typed', null) })).toMatchObject({ draft: draft('typed'), restored: 'browser', version: null, other: null });
  });

  it('keeps a copy whose draft on the server is gone', () => {
    expect(startOf({ head, server: null, local: local('typed', 'version1') })).toMatchObject({ draft: draft('typed'), restored: 'browser', version: null, other: null });
  });

  it('shows this browser’s copy and names the server’s, where both went on', () => {
    const server = kept('elsewhere', 'version2');
    expect(startOf({ head, server, local: local('here', 'version1') })).toMatchObject({ draft: draft('here'), restored: 'browser', version: 'version1', other: server });
  });
});
