import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';

import type { PhaseName } from '#lib/contract/builds.ts';
import type { PhaseDirs } from '#worker/driver.ts';

export function phaseDirs(attemptDir: string, phase: PhaseName): PhaseDirs {
  const root = path.join(attemptDir, phase);
  return { root, in: path.join(root, 'in'), out: path.join(root, 'out'), net: path.join(root, 'net') };
}

/**
 * Makes the host directories of a phase below the attempt's. Other users of the host get no further than the attempt
 * directory (0700); the container, whose users have other ids, reads `in` and writes `out`.
 */
export async function preparePhaseDirs(attemptDir: string, phase: PhaseName): Promise<PhaseDirs> {
  await mkdir(attemptDir, { recursive: true, mode: 0o700 });
  await chmod(attemptDir, 0o700);
  const dirs = phaseDirs(attemptDir, phase);
  await makeDir(dirs.root, 0o755);
  await Promise.all([makeDir(dirs.in, 0o755), makeDir(dirs.out, 0o777), makeDir(dirs.net, 0o755)]);
  return dirs;
}

/** With chmod, since the umask takes bits from mkdir's mode. */
async function makeDir(dir: string, mode: number): Promise<void> {
  await mkdir(dir, { recursive: true });
  await chmod(dir, mode);
}
