import path from 'node:path';
import type { PhaseName } from '#lib/contract/builds.ts';
import { getConfig } from '#lib/server/config.ts';

/** Where the log of one phase of one attempt lies: lines of `<ISO time> <text>`. */
export function logFile(attemptId: string, phase: PhaseName): string {
  return path.join(getConfig().logsDir, attemptId, `${phase}.log`);
}
