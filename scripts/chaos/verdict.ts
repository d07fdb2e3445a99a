import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { PhaseName } from '#lib/contract/builds.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { closeDatabase, getDb, openDatabase } from '#lib/server/db/client.ts';
import { getLog } from '#lib/server/logs/get.ts';
import { openLogSource } from '#lib/server/logs/source.ts';
import { readToken, REGISTRY_USER } from '#scripts/secrets.ts';
import { compileMask, type MaskRules } from '#worker/log/masker.ts';
import { RawLogParser } from '#worker/podman/raw-log.ts';

export interface Verdict {
  builds: number;
  /** Builds that did not succeed. */
  lost: number;
  extraAttempts: number;
  tagMoves: number;
  /** Moves of one tag by one build beyond the first. */
  doubleMoves: number;
  logs: number;
  /** Logs whose SHA-256 is not that of what the container printed, masked. */
  differentLogs: number;
  unsealedLogs: number;
  /** When attempts began, in milliseconds. */
  startsMs: number[];
  /** Processes and containers that are still there 15 s after the last build. */
  orphans: number;
  seconds: number;
}

/** Looks at what a run left, once its server has stopped. */
export async function judge(dataDir: string): Promise<Omit<Verdict, 'orphans' | 'seconds'>> {
  await openDatabase();
  try {
    const builds = await getDb().build.findMany({ include: { job: { include: { attempts: { include: { phases: true } } } } } });
    const mask = compileMask([{ value: await readToken(dataDir, 'registry'), username: REGISTRY_USER }]);
    const attempts = builds.flatMap(({ id, jobId, job }) => job.attempts.filter(({ status }) => status === 'succeeded').map((attempt) => ({ ...attempt, buildId: id, jobId })));
    const phases = attempts.flatMap((attempt) => attempt.phases.filter(({ status }) => status !== 'skipped').map((phase) => ({ ...phase, attempt })));
    const isSame = await Promise.all(phases.map(({ name, attempt }) => hasRightLog({ dataDir, mask }, attempt, PhaseName.parse(name))));
    return {
      builds: builds.length,
      lost: builds.filter(({ status }) => status !== 'succeeded').length,
      extraAttempts: builds.reduce((sum, { job }) => sum + Math.max(0, job.attempts.length - 1), 0),
      logs: phases.length,
      differentLogs: isSame.filter((each) => !each).length,
      unsealedLogs: phases.filter(({ logSealed }) => !logSealed).length,
      startsMs: builds.flatMap(({ job }) => job.attempts.map(({ startedAt }) => startedAt.getTime())),
      ...(await countMoves(dataDir)),
    };
  } finally {
    await closeDatabase();
  }
}

interface Given {
  dataDir: string;
  mask: MaskRules;
}

async function hasRightLog({ dataDir, mask }: Given, { buildId, jobId, number }: { buildId: string; jobId: string; number: number }, phase: PhaseName): Promise<boolean> {
  const { files, isPacked } = await getLog(OPERATOR, buildId, { attempt: number, phase });
  const stored = await openLogSource(files, isPacked);
  const hash = createHash('sha256');
  for await (const piece of stored.read(0, stored.bytes)) hash.update(piece);
  await stored.close();
  const printed = await readFile(path.join(dataDir, 'truth', `${jobId}-${String(number)}-${phase}.log`));
  return hash.digest('hex') === maskedHash(printed, mask);
}

function maskedHash(raw: Buffer, mask: MaskRules): string {
  const parser = new RawLogParser(0);
  const hash = createHash('sha256');
  for (const { at, text } of [...parser.push(raw), ...parser.finish()]) hash.update(`${at} ${mask.maskLine(text)}\n`);
  return hash.digest('hex');
}

/** A line is `<repository>:<tag> <image>:<build>-<attempt> <digest>`. */
async function countMoves(dataDir: string): Promise<Pick<Verdict, 'tagMoves' | 'doubleMoves'>> {
  const text = await readFile(path.join(dataDir, 'fake-registry', 'moves'), 'utf8').catch(() => '');
  const moves = text.split('\n').filter((line) => line !== '');
  const distinct = new Set(moves.map((line) => line.replace(/-\d+ sha256:\w+$/, '')));
  return { tagMoves: moves.length, doubleMoves: moves.length - distinct.size };
}

/** Processes and directories of "containers" that are still there. */
export async function countOrphans(dataDir: string): Promise<number> {
  const containers = await readdir(path.join(dataDir, 'containers')).catch(() => []);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return containers.length + commands.filter((command) => command.includes(path.join(dataDir, 'containers'))).length;
}
