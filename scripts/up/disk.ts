import { statfs } from 'node:fs/promises';

const NEEDED_BYTES = 8e9;
const SCRATCH_DIR = '/var/tmp';
const SCRATCH_BYTES = 3e9;

/** @throws Error with the remedy where the images and a first build would not fit. */
export async function assertDiskSpace(dataDir: string): Promise<void> {
  await assertFree(dataDir, NEEDED_BYTES, 'Free some, or choose another data directory with EEF_DATA_DIR=<folder>.');
  await assertFree(SCRATCH_DIR, SCRATCH_BYTES, 'Free some: the images are put together there.');
}

async function assertFree(dir: string, neededBytes: number, remedy: string): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  throw new Error(`${dir} has ${toGigabytes(freeBytes)} GB free, and ${toGigabytes(neededBytes)} GB are needed. ${remedy}`);
}

function toGigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
