import type { Job } from '#lib/contract/worker-protocol.ts';
import type { JobServices } from './attempt.ts';

const BYTES_PER_GB = 1024 ** 3;

/** A slot's layers are a cache: once they take half of what a build may use, the next one starts with none. */
export async function boundStorage(services: JobServices, job: Job): Promise<void> {
  const slot = { trustDomain: job.trustDomain, slot: job.slot };
  const usedBytes = services.volumeBytes(slot);
  if (usedBytes <= (job.limits.diskGb * BYTES_PER_GB) / 2) return;
  services.logger.info({ ...slot, usedBytes }, 'removing the stored layers of a slot: they take more than half of its disk limit');
  await services.driver.removeVolume(slot);
}
