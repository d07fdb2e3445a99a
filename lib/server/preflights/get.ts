import { readFile } from 'node:fs/promises';
import type { Actor } from '#lib/contract/common.ts';
import { PreflightResult } from '#lib/contract/preflight.ts';
import type { Preflight } from '#lib/contract/preflight.ts';
import { artifactFile } from '#lib/server/artifacts/file.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import type { AttemptRow } from '#lib/server/builds/present.ts';
import { whyWaiting } from '#lib/server/builds/waiting.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import type { Preflight as PreflightRow } from '#prisma/generated/client.ts';
import { presentPreflight } from './present.ts';

export async function getPreflight(actor: Actor, id: string): Promise<Preflight> {
  const db = getDb();
  const row = await db.preflight.findUnique({ where: { id }, include: { definition: { select: { id: true, name: true } }, job: true } });
  if (row === null) throw new NotFoundError('This preflight');
  authorize(actor, 'preflight.read', row);
  const attempt = await db.attempt.findFirst({
    where: { jobId: row.jobId },
    orderBy: { number: 'desc' },
    include: { worker: true, artifacts: true, phases: { orderBy: { ordinal: 'asc' }, include: { steps: true } } },
  });
  const waiting = row.status === 'queued' ? await whyWaiting(row) : null;
  return presentPreflight(row, { attempt, waiting, result: await readResult(row, attempt) });
}

/** The stored preflight after the check that the actor may read it. */
export async function getPreflightRow(actor: Actor, id: string): Promise<PreflightRow> {
  const row = await getDb().preflight.findUnique({ where: { id } });
  if (row === null) throw new NotFoundError('This preflight');
  authorize(actor, 'preflight.read', row);
  return row;
}

/** Checked again: parts of it are claims of untrusted code. */
async function readResult(row: PreflightRow, attempt: AttemptRow | null): Promise<PreflightResult | null> {
  const artifact = attempt?.artifacts.find((each) => each.kind === 'preflight');
  if (artifact === undefined || row.finishedAt === null) return null;
  return PreflightResult.parse(JSON.parse(await readFile(artifactFile(artifact.sha256), 'utf8')));
}
