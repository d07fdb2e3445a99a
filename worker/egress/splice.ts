import type { Duplex } from 'node:stream';

const IDLE_MS = 15 * 60_000;

interface Closable extends Duplex {
  setTimeout?: (ms: number, callback: () => void) => unknown;
}

/** Joins two sockets until both have ended; whatever breaks one ends the other. Counts what comes from `target`. */
export function splice(client: Closable, target: Closable, count: (bytes: number) => void): void {
  for (const [one, other] of [[client, target], [target, client]] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
    one.setTimeout?.(IDLE_MS, () => one.destroy());
  }
  target.on('data', (chunk: Buffer) => count(chunk.length));
  client.pipe(target);
  target.pipe(client);
}
