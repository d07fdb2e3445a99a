import type { PhaseName } from '#lib/contract/builds.ts';
import type { Actor } from '#lib/contract/common.ts';
import type { LogLines, LogLinesQuery } from '#lib/contract/logs.ts';
import { getLog } from './get.ts';
import { readLines } from './lines.ts';
import { openLogSource } from './source.ts';

export async function listLogLines(actor: Actor, buildId: string, { attempt, phase, query }: { attempt: number; phase: PhaseName; query: LogLinesQuery }): Promise<LogLines> {
  const { files, isPacked, isOver } = await getLog(actor, buildId, { attempt, phase });
  const source = await openLogSource(files, isPacked);
  try {
    return await readLines(source, query, isOver);
  } finally {
    await source.close();
  }
}
