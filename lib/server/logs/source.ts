import { existsSync } from 'node:fs';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { exclusively } from './exclusively.ts';
import type { LogFiles } from './file.ts';
import { LineMarks } from './line-marks.ts';
import type { Mark } from './line-marks.ts';
import { PackedIndex } from './packed-index.ts';

/** A log as it was when it was opened, running or packed: the same to read. Close it. */
export type LogSource = {
  bytes: number;
  /** Lines that have their end. */
  newlines: number;
  /** Where the line begins that has none; `bytes` when there is no such line. */
  lineStart: number;
  marks: readonly Mark[];
  /** Bytes from `start` up to `end`, in pieces of at most 256 KiB. */
  read: (start: number, end: number) => AsyncGenerator<Buffer, void>;
  close: () => Promise<void>;
};

const READ_BYTES = 256 * 1024;
const MAX_KNOWN = 200;
const unpack = promisify(gunzip);
const shared = globalThis as { eeFoundryLogMarks?: Map<string, LineMarks> };

/** Opens a log. It may be packed at any moment: then the packed one is opened. One that is missing is empty. */
export async function openLogSource(files: LogFiles, isPacked: boolean): Promise<LogSource> {
  if (isPacked) return openPacked(files);
  const handle = await openIfThere(files.plain);
  if (handle !== null) return openPlain(files.plain, handle);
  return existsSync(files.packed) ? openPacked(files) : EMPTY;
}

const EMPTY: LogSource = {
  bytes: 0,
  newlines: 0,
  lineStart: 0,
  marks: [],
  // eslint-disable-next-line @typescript-eslint/require-await -- the same shape as those that wait
  async *read() {
    yield* [];
  },
  close: () => Promise.resolve(),
};

async function openIfThere(file: string): Promise<FileHandle | null> {
  return open(file, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
}

async function openPlain(file: string, handle: FileHandle): Promise<LogSource> {
  try {
    const { size } = await handle.stat();
    const marks = await exclusively(`marks ${file}`, () => marksUpTo({ file, handle, size }));
    const { newlines, lineStart } = marks;
    return { bytes: marks.bytes, newlines, lineStart, marks: [...marks.marks], read: (start, end) => readPieces(handle, start, end), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Notes bytes that were just appended, so that nobody has to read them again to find a line. */
export async function noteAppended(file: string, offset: number, bytes: Uint8Array): Promise<void> {
  await exclusively(`marks ${file}`, () => {
    const marks = shared.eeFoundryLogMarks?.get(file) ?? new LineMarks();
    if (marks.bytes !== offset) return Promise.resolve();
    marks.push(bytes);
    keepMarks(file, marks);
    return Promise.resolve();
  });
}

/** What was read before is not read again. */
async function marksUpTo({ file, handle, size }: { file: string; handle: FileHandle; size: number }): Promise<LineMarks> {
  const known = shared.eeFoundryLogMarks?.get(file);
  const marks = known === undefined || known.bytes > size ? new LineMarks() : known;
  for await (const piece of readPieces(handle, marks.bytes, size)) marks.push(piece);
  keepMarks(file, marks);
  return marks;
}

/** Of the logs used last; Next's own copy of this module sees the same ones. */
function keepMarks(file: string, marks: LineMarks): void {
  const knownMarks = (shared.eeFoundryLogMarks ??= new Map<string, LineMarks>());
  knownMarks.delete(file);
  knownMarks.set(file, marks);
  for (const oldest of knownMarks.keys()) {
    if (knownMarks.size <= MAX_KNOWN) break;
    knownMarks.delete(oldest);
  }
}

async function* readPieces(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer, void> {
  for (let at = start; at < end; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(READ_BYTES, end - at)), { position: at });
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function openPacked({ packed, index: indexFile }: LogFiles): Promise<LogSource> {
  const index = PackedIndex.parse(JSON.parse(await readFile(indexFile, 'utf8')));
  const handle = await open(packed, 'r');
  const { bytes, newlines, lineStart } = index;
  const marks = index.blocks.map(([offset, before]) => ({ offset, newlines: before }));
  return { bytes, newlines, lineStart, marks, read: (start, end) => readBlocks(handle, index, { start, end }), close: () => handle.close() };
}

async function* readBlocks(handle: FileHandle, { blocks, packedBytes }: PackedIndex, { start, end }: { start: number; end: number }): AsyncGenerator<Buffer, void> {
  const first = Math.max(0, blocks.findLastIndex(([offset]) => offset <= start));
  for (const [within, [offset, , packedAt]] of blocks.slice(first).entries()) {
    if (offset >= end) return;
    const packedEnd = blocks[first + within + 1]?.[2] ?? packedBytes;
    const piece = Buffer.allocUnsafe(packedEnd - packedAt);
    await handle.read(piece, { position: packedAt });
    const bytes = await unpack(piece);
    yield bytes.subarray(Math.max(0, start - offset), Math.min(bytes.length, end - offset));
  }
}
