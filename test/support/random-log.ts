import type { RandomSource } from './random.ts';

/** A log as a worker stores it: times, characters of several bytes, long lines, empty ones, progress. */
export function randomLog(random: RandomSource, bytes: number): Buffer {
  const parts: string[] = [];
  for (let length = 0, line = 0; length < bytes; line += 1) {
    const text = random.below(50) === 0 ? 'long äöü€ '.repeat(random.below(40_000)) : random.pick(['', 'Collecting boto3', '10%\r50%\r100% done', '\u001b[31mERROR\u001b[0m not found', 'naïve ünïcode €']);
    const whole = `${new Date(1_764_000_000_000 + line).toISOString()} ${text} ${line}\n`;
    parts.push(whole);
    length += whole.length;
  }
  return Buffer.from(parts.join(''));
}
