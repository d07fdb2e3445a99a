import { watch } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import type { LogRecord } from '#worker/driver.ts';

const READ_BYTES = 256 * 1024;
/** A longer line is handed on in parts, so that a stream without line ends needs no memory. */
export const MAX_LINE_BYTES = 1024 * 1024;
const POLL_MS = 500;
const NEWLINE = 0x0a;

interface Pending {
  at: string;
  stream: string;
  parts: Buffer[];
  bytes: number;
}

/**
 * Reads conmon's k8s-file format, `<time> <stream> <P|F> <text>`, bytes in any cut: P (a part) is joined with what
 * follows. `nextOffset` never lies inside a line that was not handed on.
 */
export class RawLogParser {
  private offset: number;
  private rest: Buffer = Buffer.alloc(0);
  private pending: Pending | null = null;

  constructor(offset: number) {
    this.offset = offset;
  }

  push(chunk: Buffer): LogRecord[] {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const records: LogRecord[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE, start); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      records.push(...this.take(bytes.subarray(start, end)));
      start = end + 1;
    }
    this.rest = Buffer.from(bytes.subarray(start));
    return records;
  }

  /** What is left when the container has ended: a last line without its end. */
  finish(): LogRecord[] {
    const last = this.pending;
    this.pending = null;
    return last === null ? [] : [this.record(last, false)];
  }

  private take(line: Buffer): LogRecord[] {
    const head = parseHead(line);
    // Joining the streams' parts apart would leave no offset to go on from: the other stream ends an unfinished line.
    const interrupted = this.pending !== null && this.pending.stream !== head?.stream ? this.finish() : [];
    this.offset += line.length + 1;
    if (head === null) return interrupted;
    const pending = this.pending ?? { at: head.at, stream: head.stream, parts: [], bytes: 0 };
    const text = Buffer.from(line.subarray(head.length));
    pending.parts.push(text);
    pending.bytes += text.length;
    this.pending = head.isPartial && pending.bytes < MAX_LINE_BYTES ? pending : null;
    return this.pending === null ? [...interrupted, this.record(pending, head.isPartial)] : interrupted;
  }

  private record(pending: Pending, isContinued: boolean): LogRecord {
    const bytes = Buffer.concat(pending.parts);
    const held = isContinued ? incompleteTail(bytes) : 0;
    if (held > 0) this.pending = { at: pending.at, stream: pending.stream, parts: [bytes.subarray(bytes.length - held)], bytes: held };
    return { at: pending.at, text: bytes.toString('utf8', 0, bytes.length - held), isContinued, nextOffset: this.offset };
  }
}

function parseHead(line: Buffer): { at: string; stream: string; isPartial: boolean; length: number } | null {
  const [prefix, at, stream, kind] = /^(\S+) (stdout|stderr) ([PF]) ?/.exec(line.toString('latin1', 0, 64)) ?? [];
  if (prefix === undefined || at === undefined || stream === undefined) return null;
  return { at: toMilliseconds(at), stream, isPartial: kind === 'P', length: prefix.length };
}

/** Bytes at the end that are the beginning of a UTF-8 character. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

function toMilliseconds(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}

export interface FollowOptions {
  offset: number;
  signal: AbortSignal;
  /** Settles when nothing more will be written. */
  ended: Promise<unknown>;
}

/** Records of a raw log from an offset, live until it has ended and all is read. */
export async function* followRawLog(file: string, options: FollowOptions): AsyncGenerator<LogRecord> {
  const handle = await open(file, 'r');
  const changes = new Changes(file);
  let hasEnded = false;
  function end(): void {
    hasEnded = true;
    changes.wake();
  }
  options.ended.then(end, end);
  try {
    yield* readToEnd(handle, options, () => hasEnded, changes);
  } finally {
    changes.close();
    await handle.close();
  }
}

async function* readToEnd(handle: FileHandle, options: FollowOptions, hasEnded: () => boolean, changes: Changes): AsyncGenerator<LogRecord> {
  const parser = new RawLogParser(options.offset);
  const buffer = Buffer.alloc(READ_BYTES);
  let position = options.offset;
  while (!options.signal.aborted) {
    // Asked before reading: what is written until then will be read.
    const isLastRound = hasEnded();
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    position += bytesRead;
    yield* parser.push(buffer.subarray(0, bytesRead));
    if (bytesRead > 0) continue;
    if (isLastRound) {
      yield* parser.finish();
      return;
    }
    await changes.next(options.signal);
  }
}

/** "Look again": a change of the file, a wake-up, or some time, since not every file system tells of changes. */
class Changes {
  private readonly watcher;
  private isDirty = false;
  private notify: () => void = () => undefined;

  constructor(file: string) {
    this.watcher = watch(file, () => this.wake());
    this.watcher.on('error', () => this.wake());
  }

  wake(): void {
    this.isDirty = true;
    this.notify();
  }

  async next(signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    this.notify = () => done.abort();
    if (this.isDirty || signal.aborted) done.abort();
    await delay(POLL_MS, undefined, { signal: AbortSignal.any([done.signal, signal]) }).catch(() => undefined);
    this.isDirty = false;
  }

  close(): void {
    this.watcher.close();
  }
}
