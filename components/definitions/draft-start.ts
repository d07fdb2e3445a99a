import type { Draft as KeptDraft } from '#lib/contract/drafts.ts';
import { sameContent, type Draft } from './draft.ts';
import type { LocalCopy } from './draft-storage.ts';

export interface DraftStart {
  readonly draft: Draft;
  /** Where it came from, when it is not simply the newest revision. */
  readonly restored: 'server' | 'browser' | null;
  /** State of the server's draft that the next write stands on. */
  readonly version: string | null;
  /** What the server has at that version. */
  readonly kept: Draft | null;
  /** The server's draft, when it and the browser's copy went different ways. */
  readonly other: KeptDraft | null;
}

export function draftOfKept({ baseRevision, text, files, settings }: KeptDraft): Draft {
  return { baseRevision, text, files, settings };
}

/** Reconciles what the server kept with what only this browser has. Neither is dropped. */
export function startOf({ head, server, local }: { head: Draft; server: KeptDraft | null; local: LocalCopy | null }): DraftStart {
  const kept = server === null ? null : draftOfKept(server);
  const version = server?.version ?? null;
  const fromServer: DraftStart = { draft: kept ?? head, restored: kept === null ? null : 'server', version, kept, other: null };
  if (local === null || sameContent(local.draft, kept ?? head)) return fromServer;
  const isFollowing = server === null || local.version === version;
  return { draft: local.draft, restored: 'browser', version: isFollowing ? version : local.version, kept, other: isFollowing ? null : server };
}
