import type { Actor } from '#lib/contract/common.ts';
import type { CredentialTest } from '#lib/contract/credentials.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import type { Credential } from '#prisma/generated/client.ts';
import { secretOf } from './for-phase.ts';
import { getCredentialRow } from './get.ts';
import { testGalaxy } from './test-galaxy.ts';
import { testRegistry } from './test-registry.ts';
import type { TestResult } from './test-result.ts';

/** Logs in once, as a build would. A refusal is a result, not an error. */
export async function testCredential(actor: Actor, id: string): Promise<CredentialTest> {
  const row = await getCredentialRow(getDb(), id);
  authorize(actor, 'credential.test', row);
  const at = new Date();
  const { ok, message } = await runTest(row);
  await inTransaction(async (tx) => {
    await tx.credential.update({ where: { id }, data: { lastTestAt: at, lastTestOk: ok, lastTestMessage: message } });
    await recordAudit(tx, actor, { teamId: row.teamId, action: 'credential.test', target: { type: 'credential', id }, result: ok ? 'ok' : 'failed' });
  });
  announce('credentials', id);
  return { ok, message, at: at.toISOString() };
}

async function runTest(row: Credential): Promise<TestResult> {
  try {
    const secret = secretOf(row);
    if (row.kind === 'registry') return await testRegistry({ host: row.host, username: row.username ?? '', password: secret ?? '' });
    return await testGalaxy({ url: row.host, authUrl: row.authUrl, username: row.username, token: secret });
  } catch (error) {
    if (error instanceof ServiceError) return { ok: false, message: error.message };
    throw error;
  }
}
