import type { Duplex } from 'node:stream';
import { io, type Socket } from 'socket.io-client';
import type { LogBytes } from '#lib/contract/browser-socket.ts';
import { SENT, now, type ViewerOrder, type ViewerReport } from './viewer-messages.ts';

/** Many viewers of one build in a process of their own: each checks that no byte is missing or comes twice. */
interface Viewer {
  socket: Socket;
  head: number;
}

const result = { kind: 'result' as const, delaysMs: [] as number[], gaps: 0, duplicates: 0, incomplete: 0, hints: 0 };
const viewers: Viewer[] = [];

async function connect(url: string, buildId: string): Promise<Viewer> {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const viewer = { socket, head: 0 };
  socket.on('log', (message: LogBytes) => {
    take(viewer, message);
  });
  await socket.timeout(60_000).emitWithAck('build.watch', { buildId });
  return viewer;
}

function take(viewer: Viewer, { offset, bytes }: LogBytes): void {
  if (bytes.length === 0) {
    result.hints += 1;
    return;
  }
  if (offset > viewer.head) result.gaps += 1;
  if (offset < viewer.head) result.duplicates += 1;
  viewer.head = offset + bytes.length;
  const sent = SENT.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 120)).toString())?.[1];
  if (sent !== undefined) result.delaysMs.push(now() - Number(sent));
}

function stall({ socket }: Viewer): void {
  (socket.io.engine.transport as unknown as { ws: { _socket: Duplex } }).ws._socket.pause();
}

function tell(report: ViewerReport, onSent: () => void = () => undefined): void {
  process.send?.(report, onSent);
}

async function start({ url, buildId, viewers: count, stalled }: Extract<ViewerOrder, { kind: 'start' }>): Promise<void> {
  for (let index = 0; index < count; index += 1) viewers.push(await connect(url, buildId));
  for (let index = 0; index < stalled; index += 1) stall(await connect(url, buildId));
  tell({ kind: 'ready' });
}

function stop({ bytes }: Extract<ViewerOrder, { kind: 'stop' }>): void {
  result.incomplete = viewers.filter(({ head }) => head !== bytes).length;
  tell(result, () => process.exit(0));
}

process.on('message', (order: ViewerOrder) => {
  if (order.kind === 'start') void start(order);
  else stop(order);
});
