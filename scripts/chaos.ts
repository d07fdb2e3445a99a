/** `npm run chaos [-- kills] [--kills 300] [--seed 1]`: everything killed at random, and what is left of the builds. */
import { parseArgs } from 'node:util';
import { runKills, type KillFigures } from './chaos/kills.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '300' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } });
const onProgress = (text: string): void => console.log(`  ${text}`);
let isGood = true;
for (const victims of [['worker'], ['server']] as const) {
  console.log(`kill -9 the ${victims[0]}, ${values.kills} times, seed ${values.seed}`);
  const figures = await runKills({ kills: Number(values.kills), seed: Number(values.seed), victims, onProgress });
  console.log(figures);
  isGood &&= isAsItMustBe(figures);
}
process.exitCode = isGood ? 0 : 1;

function isAsItMustBe({ lost, extraAttempts, doubleMoves, orphans, differentLogs, unsealedLogs }: KillFigures): boolean {
  return lost + extraAttempts + doubleMoves + orphans + differentLogs + unsealedLogs === 0;
}
