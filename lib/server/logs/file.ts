import path from 'node:path';
import type { PhaseName } from '#lib/contract/builds.ts';
import { getConfig } from '#lib/server/config.ts';

/** The files of one phase's log. */
export type LogFiles = {
  /** Lines of `<ISO time> <text>`, until the log is packed. */
  plain: string;
  /** The same bytes as gzip members of 256 KiB each: zcat reads it. */
  packed: string;
  /** Where those begin, in bytes and lines. */
  index: string;
};

export function logDir(attemptId: string): string {
  return path.join(getConfig().logsDir, attemptId);
}

export function logFiles(attemptId: string, phase: PhaseName): LogFiles {
  const plain = path.join(logDir(attemptId), `${phase}.log`);
  return { plain, packed: `${plain}.gz`, index: `${plain}.idx` };
}
