/**
 * `npm run chaos [-- kills drain stop] [--kills 300] [--stop 30,50,90] [--seed 1]`: processes ended and stopped at random, and what is left of the builds.
 * `npm run chaos -- real [--kills 20]`: the same with podman, on the product that `npm run up` started.
 */
import { parseArgs } from 'node:util';
import { runDrains } from './chaos/drain.ts';
import { runKills } from './chaos/kills.ts';
import { runReal } from './chaos/real.ts';
import { runStop } from './chaos/stop.ts';
import type { Verdict } from './chaos/verdict.ts';

const DRAINS = 20;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { kills: { type: 'string' }, stop: { type: 'string', default: '30,50,90' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } });
const seed = Number(values.seed);
const isChosen = (name: string): boolean => positionals.length === 0 || positionals.includes(name);
const onProgress = (text: string): void => console.log(`  ${text}`);

function report(title: string, figures: Verdict, isGood: boolean): void {
  const { startsMs, ...shown } = figures;
  console.log(`${isGood ? 'good' : 'BAD'}: ${title}, seed ${String(seed)}, ${String(startsMs.length)} attempts`, shown);
  if (!isGood) process.exitCode = 1;
}

/** Whatever was done to it. */
function isWhole({ lost, doubleMoves, orphans, differentLogs, unsealedLogs }: Verdict): boolean {
  return lost + doubleMoves + orphans + differentLogs + unsealedLogs === 0;
}

if (isChosen('kills')) {
  for (const victim of ['worker', 'server'] as const) {
    const figures = await runKills({ kills: Number(values.kills ?? 300), seed, victims: [victim], onProgress });
    report(`kill -9 of the ${victim}`, figures, isWhole(figures) && figures.extraAttempts === 0);
  }
}
if (isChosen('drain')) {
  const figures = await runDrains({ drains: DRAINS, seed });
  report('SIGTERM of the worker', figures, isWhole(figures) && figures.extraAttempts + figures.leasesAfterTerm === 0);
}
if (isChosen('stop')) {
  for (const seconds of values.stop.split(',').map(Number)) {
    const figures = await runStop(seconds);
    const { extraAttempts, atWork } = figures;
    const isExpected = seconds < 45 ? extraAttempts === 0 : seconds < 75 ? extraAttempts <= atWork : atWork > 0 && extraAttempts === atWork;
    report(`SIGSTOP of the worker for ${String(seconds)} s`, figures, isWhole(figures) && isExpected);
  }
}
if (positionals.includes('real')) {
  const figures = await runReal({ kills: Math.min(20, Number(values.kills ?? 20)), seed, onProgress });
  const isGood = figures.lost + figures.extraAttempts + figures.differentLogs + figures.orphans === 0;
  console.log(`${isGood ? 'good' : 'BAD'}: kill -9 of a worker with podman`, figures);
  if (!isGood) process.exitCode = 1;
}
