import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { BrowserClientEvents, BrowserServerEvents } from '#lib/contract/browser-socket.ts';

export type BrowserSocket = Socket<BrowserServerEvents, BrowserClientEvents>;

let shared: BrowserSocket | null = null;

/** The tab's one socket; it connects by itself and again after a loss. After 'connect' watched builds must be watched again. */
export function getSocket(): BrowserSocket {
  shared ??= io('/', { path: '/socket.io', transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 }) as BrowserSocket;
  return shared;
}
