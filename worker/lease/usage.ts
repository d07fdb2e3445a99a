import { statfs } from 'node:fs/promises';
import type { WorkerUsage } from '#lib/contract/workers.ts';
import type { Driver, StorageSlot } from '#worker/driver.ts';

const VOLUMES_EVERY_MS = 60_000;

export interface UsageReader {
  read: () => Promise<WorkerUsage>;
  /** As measured last; 0 for a volume that was not seen yet. */
  volumeBytes: (slot: StorageSlot) => number;
}

/** Free space and stored layers; the volumes are measured at most once a minute, beside the heartbeat. */
export function createUsageReader(dataDir: string, driver: Pick<Driver, 'listVolumes'>): UsageReader {
  let volumes: WorkerUsage['volumes'] = [];
  let measuredAtMs = 0;

  async function measure(): Promise<void> {
    measuredAtMs = Date.now();
    const found = await driver.listVolumes();
    volumes = found.map(({ name, trustDomain, slot, sizeBytes }) => ({ name, trustDomain, slot, sizeBytes }));
  }

  return {
    async read() {
      if (Date.now() - measuredAtMs > VOLUMES_EVERY_MS) void measure().catch(() => undefined);
      const disk = await statfs(dataDir);
      return { at: new Date().toISOString(), diskFreeBytes: disk.bavail * disk.bsize, diskTotalBytes: disk.blocks * disk.bsize, volumes };
    },
    volumeBytes: ({ trustDomain, slot }) => volumes.find((volume) => volume.trustDomain === trustDomain && volume.slot === slot)?.sizeBytes ?? 0,
  };
}
