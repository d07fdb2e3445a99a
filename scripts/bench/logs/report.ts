/** A figure beside what it must reach; one that falls short fails the run. */
export function say(what: string, figure: string, isReached: boolean, toReach: string): void {
  console.log(`${what.padEnd(34)} ${figure}   (to reach: ${toReach}${isReached ? '' : ': NOT REACHED'})`);
  if (!isReached) process.exitCode = 1;
}
