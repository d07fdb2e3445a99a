import type { Actor } from '#lib/contract/common.ts';
import type { Action } from '#lib/server/authorization/actions.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { newId } from '#lib/server/new-id.ts';
import { sourceAddress } from './source-address.ts';

export type AuditEntry = {
  teamId: string | null;
  action: Action;
  target: { type: string; id: string };
  result?: 'ok' | 'refused' | 'failed';
  /** Never a secret value. */
  detail?: Record<string, unknown>;
};

/** Append-only; in the same transaction as the change it tells of. */
export async function recordAudit(tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: newId(),
      teamId: entry.teamId,
      actorKind: actor.kind,
      actorId: actor.id,
      action: entry.action,
      targetType: entry.target.type,
      targetId: entry.target.id,
      result: entry.result ?? 'ok',
      sourceAddress: sourceAddress(),
      detail: JSON.stringify(entry.detail ?? {}),
    },
  });
}
