import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { PhaseName } from '#lib/contract/builds.ts';
import { MAX_CHUNK_BYTES, type Lease } from '#lib/contract/worker-protocol.ts';
import { ServerError, type ServerLink } from '#worker/server-link.ts';

const SEND_EVERY_MS = 250;
const WRITE_AT_BYTES = 256 * 1024;

export interface PhaseLog {
  /** Adds one line at an ISO instant. The text is masked already. */
  append: (at: string, text: string) => Promise<void>;
  /** How many lines were appended. */
  lineCount: () => number;
  /** Everything appended is on the disk, whatever happens to the host. */
  sync: () => Promise<void>;
  /** Resolves when the server has every byte and confirmed the checksum. */
  seal: (signal: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
}

export interface PhaseLogOptions {
  link: Pick<ServerLink, 'request'>;
  lease: Lease;
  phase: PhaseName;
  /** Where the bytes wait until the server has them. */
  spoolFile: string;
  /** The spool that a former process finished: it is only to be sent. Default: a new one. */
  isWhole?: boolean;
  /** Ends the sending for good, such as when the lease is lost. */
  signal: AbortSignal;
}

/** One phase's log: spooled on disk, sent in chunks that carry their offset, acknowledged by the server's offset. */
export async function openPhaseLog(options: PhaseLogOptions): Promise<PhaseLog> {
  const spool = await openSpool(options.spoolFile, options.isWhole ?? false);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const sender = startSender({ ...options, signal }, spool);
  return {
    append: (at, text) => spool.append(`${at} ${text.replaceAll('\n', ' ')}\n`),
    lineCount: () => spool.lineCount(),
    sync: () => spool.sync(),
    async seal(sealSignal) {
      await spool.flush();
      await sender.drain(sealSignal);
      await sendSeal({ ...options, signal: sealSignal }, spool, sender);
    },
    async close() {
      stop.abort();
      await sender.done;
      await spool.close();
    },
  };
}

interface Spool {
  append: (line: string) => Promise<void>;
  flush: () => Promise<void>;
  sync: () => Promise<void>;
  /** Bytes on disk. */
  length: () => number;
  lineCount: () => number;
  sha256: () => string;
  read: (offset: number) => Promise<Uint8Array<ArrayBuffer>>;
  close: () => Promise<void>;
}

async function openSpool(file: string, isWhole: boolean): Promise<Spool> {
  const handle: FileHandle = await open(file, isWhole ? 'r' : 'w+', 0o600);
  const hash = createHash('sha256');
  let pending = '';
  let length = isWhole ? await hashFile(handle, hash) : 0;
  let lines = 0;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    writing = writing.then(async () => {
      if (pending === '') return;
      const bytes = Buffer.from(pending);
      pending = '';
      await handle.write(bytes, 0, bytes.length, length);
      hash.update(bytes);
      length += bytes.length;
    });
    return writing;
  }

  return {
    async append(line) {
      pending += line;
      lines += 1;
      if (pending.length >= WRITE_AT_BYTES) await flush();
    },
    flush,
    async sync() {
      await flush();
      await handle.datasync();
    },
    length: () => length,
    lineCount: () => lines,
    sha256: () => hash.copy().digest('hex'),
    async read(offset) {
      const buffer = Buffer.alloc(Math.min(MAX_CHUNK_BYTES, length - offset));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
      return new Uint8Array(buffer.subarray(0, bytesRead));
    },
    async close() {
      await writing;
      await handle.close();
    },
  };
}

async function hashFile(handle: FileHandle, hash: Hash): Promise<number> {
  const buffer = Buffer.alloc(WRITE_AT_BYTES);
  for (let length = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, length);
    if (bytesRead === 0) return length;
    hash.update(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
}

interface Sender {
  /** Resolves when the server has everything that is spooled. */
  drain: (signal: AbortSignal) => Promise<void>;
  rewind: (offset: number) => void;
  done: Promise<void>;
}

function startSender(options: PhaseLogOptions, spool: Spool): Sender {
  // Of a whole one the server may have everything, and a log that is complete takes no more: sealing asks it first.
  let acknowledged = options.isWhole === true ? spool.length() : 0;
  let hurry = new AbortController();
  let failure: unknown = null;

  async function sendAll(): Promise<void> {
    while (acknowledged < spool.length()) {
      const bytes = await spool.read(acknowledged);
      const ack = await options.link.request('log.append', { lease: options.lease, phase: options.phase, offset: acknowledged, bytes }, { signal: options.signal });
      acknowledged = Math.min(ack.offset, spool.length());
    }
  }

  async function run(): Promise<void> {
    while (!options.signal.aborted) {
      await spool.flush();
      await sendAll();
      hurry = new AbortController();
      await delay(SEND_EVERY_MS, undefined, { signal: AbortSignal.any([options.signal, hurry.signal]) }).catch(() => undefined);
    }
  }

  const done = run().catch((error: unknown) => {
    failure = error;
  });
  return {
    done,
    rewind: (offset) => {
      acknowledged = offset;
    },
    async drain(signal) {
      while (acknowledged < spool.length()) {
        if (failure !== null) throw failure instanceof Error ? failure : new Error('The log could not be sent.');
        hurry.abort();
        await delay(10, undefined, { signal });
      }
      if (failure !== null && !options.signal.aborted) throw failure instanceof Error ? failure : new Error('The log could not be sent.');
    },
  };
}

/** The server answers with its own offset when it lacks bytes: send them and ask again. */
async function sendSeal(options: PhaseLogOptions, spool: Spool, sender: Sender): Promise<void> {
  const { lease, phase, link, signal } = options;
  for (let tries = 0; tries < 5; tries += 1) {
    const ack = await link.request('log.seal', { lease, phase, length: spool.length(), sha256: spool.sha256() }, { signal });
    if (ack.offset === spool.length()) return;
    sender.rewind(ack.offset);
    await sender.drain(signal);
  }
  throw new ServerError('internal', `The server did not take the log of phase ${phase}.`);
}
