import type { Socket } from 'socket.io';
import type { BrowserClientEvents, BrowserServerEvents, LogBytes } from '#lib/contract/browser-socket.ts';

export type BrowserSocket = Socket<BrowserClientEvents, BrowserServerEvents>;

/** More than this waits to be sent: the socket is slow. */
const SLOW_BYTES = 1024 * 1024;
/** As little as this waits: it is no longer. */
const READY_BYTES = 64 * 1024;
const LOOK_EVERY_MS = 1000;

type Held = Map<string, Map<string, LogBytes>>;

/** Sockets that cannot take a build's bytes as fast as they come: they wait outside its room and are told where the log ends once they can be written to. */
export class SlowWatchers {
  readonly #held = new Map<BrowserSocket, Held>();
  readonly #onReady: (socket: BrowserSocket, buildId: string) => void;
  #timer: NodeJS.Timeout | null = null;

  /** `onReady` lets the socket in again: it fetches by HTTP range what it missed. */
  constructor(onReady: (socket: BrowserSocket, buildId: string) => void) {
    this.#onReady = onReady;
  }

  /** Holds a socket back from a build if too much waits for it already. @returns whether it does. */
  holdIfSlow(socket: BrowserSocket, buildId: string): boolean {
    if (pendingBytes(socket) < SLOW_BYTES) return false;
    const held = this.#held.get(socket) ?? (new Map() as Held);
    held.set(buildId, new Map());
    this.#held.set(socket, held);
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    return true;
  }

  /** Notes where a log ends now for those who are held back; tells them if that costs nothing. */
  note(message: LogBytes): void {
    if (this.#held.size === 0) return;
    const end: LogBytes = { ...message, offset: message.offset + message.bytes.length, bytes: new Uint8Array() };
    for (const [socket, held] of this.#held) {
      const ends = held.get(message.buildId);
      if (ends === undefined) continue;
      ends.set(`${message.attempt} ${message.phase}`, end);
      socket.volatile.emit('log', end);
    }
  }

  forget(socket: BrowserSocket, buildId: string): void {
    this.#held.get(socket)?.delete(buildId);
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#held.clear();
  }

  #look(): void {
    for (const [socket, held] of this.#held) {
      if (socket.connected && pendingBytes(socket) > READY_BYTES) continue;
      this.#held.delete(socket);
      if (!socket.connected) continue;
      for (const [buildId, ends] of held) {
        this.#onReady(socket, buildId);
        for (const end of ends.values()) socket.emit('log', end);
      }
    }
    if (this.#held.size === 0) this.close();
  }
}

/** What waits in engine.io's queue, which grows as soon as one message is not taken, and in the connection's buffer. */
function pendingBytes(socket: BrowserSocket): number {
  const { transport, writeBuffer } = socket.conn as unknown as { transport: { socket?: { bufferedAmount?: number } }; writeBuffer: readonly { data?: string | Uint8Array }[] };
  return (transport.socket?.bufferedAmount ?? 0) + writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
}
