import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { LogFiles } from './file.ts';
import { LineMarks, MARK_EVERY_BYTES } from './line-marks.ts';
import type { PackedIndex } from './packed-index.ts';

export const PACK_STEPS = ['packed', 'indexed', 'index-renamed', 'renamed', 'committed'] as const;
export type PackStep = (typeof PACK_STEPS)[number];

type PackOptions = {
  /** What the log must have; another length is not packed. */
  bytes: number;
  /** From its end on readers take the packed file: the one transaction. */
  commit: (packedBytes: number) => Promise<void>;
  /** After each step: it may end at every one of them, and is then done anew. */
  onStep?: (step: PackStep) => void;
};

const pack = promisify(gzip);

/** Replaces a complete log by its packed file and line index. Until the commit the plain file is the log, then the packed one. */
export async function packLog(files: LogFiles, { bytes, commit, onStep = () => undefined }: PackOptions): Promise<void> {
  const [packedTemp, indexTemp] = [`${files.packed}.tmp`, `${files.index}.tmp`];
  const index = await writePacked(files.plain, packedTemp);
  if (index.bytes !== bytes) throw new Error(`A log of ${bytes} bytes has ${index.bytes}: it is left as it is.`);
  onStep('packed');
  await writeSynced(indexTemp, JSON.stringify(index));
  onStep('indexed');
  await rename(indexTemp, files.index);
  onStep('index-renamed');
  await rename(packedTemp, files.packed);
  await syncFolder(path.dirname(files.packed));
  onStep('renamed');
  await commit(index.packedBytes);
  onStep('committed');
  await rm(files.plain, { force: true });
}

async function writePacked(from: string, to: string): Promise<PackedIndex> {
  const marks = new LineMarks();
  const hash = createHash('sha256');
  const blocks: PackedIndex['blocks'] = [];
  let packedBytes = 0;
  const source = await open(from, 'r');
  const target = await open(to, 'w', 0o600);
  try {
    for (;;) {
      const { bytesRead, buffer } = await source.read(Buffer.allocUnsafe(MARK_EVERY_BYTES), { position: marks.bytes });
      if (bytesRead === 0) break;
      const bytes = buffer.subarray(0, bytesRead);
      blocks.push([marks.bytes, marks.newlines, packedBytes]);
      marks.push(bytes);
      hash.update(bytes);
      const packed = await pack(bytes);
      await target.appendFile(packed);
      packedBytes += packed.length;
    }
    await target.sync();
  } finally {
    await source.close();
    await target.close();
  }
  return { version: 1, bytes: marks.bytes, newlines: marks.newlines, lineStart: marks.lineStart, packedBytes, sha256: hash.digest('hex'), blocks };
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
