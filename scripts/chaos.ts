/** `npm run chaos [-- kills drain stop] [--kills 300] [--seed 1]`: processes ended and stopped at random, and what is left of the builds. */
import { parseArgs } from 'node:util';
import { runDrains } from './chaos/drain.ts';
import { runKills } from './chaos/kills.ts';
import { runStop } from './chaos/stop.ts';
import type { Verdict } from './chaos/verdict.ts';

const DRAINS = 20;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { kills: { type: 'string', default: '300' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } });
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
    const figures = await runKills({ kills: Number(values.kills), seed, victims: [victim], onProgress });
    report(`kill -9 of the ${victim}`, figures, isWhole(figures) && figures.extraAttempts === 0);
  }
}
if (isChosen('drain')) {
  const figures = await runDrains({ drains: DRAINS, seed });
  report('SIGTERM of the worker', figures, isWhole(figures) && figures.extraAttempts + figures.leasesAfterTerm === 0);
}
if (isChosen('stop')) {
  for (const seconds of [30, 50, 90]) {
    const figures = await runStop(seconds);
    const isExpected = seconds < 90 ? figures.extraAttempts <= (seconds < 45 ? 0 : figures.builds) : figures.extraAttempts === figures.builds;
    report(`SIGSTOP of the worker for ${String(seconds)} s`, figures, isWhole(figures) && isExpected);
  }
}
