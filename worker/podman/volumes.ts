import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { StorageSlot, VolumeUsage } from '#worker/driver.ts';
import type { ContainerStorage } from './argv.ts';
import { DriverError, isGone, podmanError } from './errors.ts';
import { ownerLabels, type Owner } from './labels.ts';
import type { Runner } from './run.ts';

const RANGE_SIZE = 65_536;
/** Above the ids that distributions give to users and their containers, below 2^30. */
const FIRST_BASE = 0x2000_0000;
const RANGE_COUNT = 8192;

const Volume = z.object({ Name: z.string(), Mountpoint: z.string(), Labels: z.record(z.string(), z.string()).nullable() });
type Volume = z.infer<typeof Volume>;

const VolumeLabels = z.object({
  'ee-foundry.domain': z.string(),
  'ee-foundry.slot': z.coerce.number().int(),
  'ee-foundry.uidbase': z.coerce.number().int().optional(),
});

export interface VolumeContext {
  run: Runner;
  owner: Owner;
  isRootless: boolean;
}

/** Ids of our users share nothing with other slots: limits per user id are per slot, too. */
export function uidBaseCandidate(name: string, instance: string, attempt: number): number {
  const hash = createHash('sha256').update(`${instance}|${name}`).digest().readUInt32BE(0);
  return FIRST_BASE + ((hash + attempt) % RANGE_COUNT) * RANGE_SIZE;
}

/** One of its own for every trust domain, also where podman does not take the domain's characters. */
export function volumeName(slot: StorageSlot, owner: Owner): string {
  const name = `eef-${owner.worker}-${slot.trustDomain}-${slot.slot}`;
  const plain = name.replaceAll(/[^a-zA-Z0-9_.-]/g, '_');
  return plain === name ? name : `${plain}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/** Makes the volume of a slot unless it is there. Two phases of one build may ask at once. */
export async function ensureVolume(slot: StorageSlot, context: VolumeContext): Promise<ContainerStorage> {
  const name = volumeName(slot, context.owner);
  const known = await findVolume(name, context.run);
  if (known !== null) return storageOf(known);
  const uidBase = context.isRootless ? null : freeUidBase(name, context.owner.instance, await usedUidBases(context.run));
  const labels = {
    ...ownerLabels(context.owner),
    'ee-foundry.domain': slot.trustDomain,
    'ee-foundry.slot': String(slot.slot),
    ...(uidBase === null ? {} : { 'ee-foundry.uidbase': String(uidBase) }),
  };
  const created = await context.run('podman', ['volume', 'create', ...Object.entries(labels).map(([key, value]) => `--label=${key}=${value}`), name]);
  const volume = await findVolume(name, context.run);
  if (volume === null) throw podmanError('make a storage volume', created.stderr);
  return storageOf(volume);
}

export async function findVolume(name: string, run: Runner): Promise<Volume | null> {
  const result = await run('podman', ['volume', 'inspect', name]);
  if (result.exitCode === 0) return z.array(Volume).parse(JSON.parse(result.stdout))[0] ?? null;
  if (isGone(result.stderr)) return null;
  throw podmanError('read a storage volume', result.stderr);
}

/** Volumes of this worker with the disk space of each. Slow where they are large: seconds per 100,000 files. */
export async function listVolumes(context: VolumeContext): Promise<VolumeUsage[]> {
  const own = Object.entries(ownerLabels(context.owner));
  const volumes = await queryVolumes(own.flatMap(([key, value]) => ['--filter', `label=${key}=${value}`]), context.run);
  const usages: VolumeUsage[] = [];
  for (const volume of volumes) {
    const labels = VolumeLabels.safeParse(volume.Labels ?? {});
    // podman 4.3 takes several label filters as alternatives.
    if (!labels.success || own.some(([key, value]) => volume.Labels?.[key] !== value)) continue;
    usages.push({
      name: volume.Name,
      trustDomain: labels.data['ee-foundry.domain'],
      slot: labels.data['ee-foundry.slot'],
      sizeBytes: (await measureBytes([volume.Mountpoint], context)) ?? 0,
    });
  }
  return usages;
}

/** @throws DriverError when a container uses it. */
export async function removeVolume(slot: StorageSlot, context: VolumeContext): Promise<void> {
  const result = await context.run('podman', ['volume', 'rm', volumeName(slot, context.owner)], { timeoutMs: 300_000 });
  if (result.exitCode !== 0 && !isGone(result.stderr)) throw podmanError('remove a storage volume', result.stderr);
}

/** Disk space below some directories of containers, whoever owns the files; null when it could not be measured. */
export async function measureBytes(paths: readonly string[], context: Pick<VolumeContext, 'run' | 'isRootless'>, signal?: AbortSignal): Promise<number | null> {
  const options = { timeoutMs: 120_000, ...(signal === undefined ? {} : { signal }) };
  const args = ['--summarize', '--total', '--one-file-system', '--block-size=1', '--', ...paths];
  const result = context.isRootless
    ? await context.run('podman', ['unshare', 'du', ...args], options)
    : await context.run('du', args, options);
  // Files that vanish while du walks make it end with 1; its total still counts what is there.
  const total = /^(\d+)\s+total$/m.exec(result.stdout)?.[1];
  return total === undefined ? null : Number(total);
}

function storageOf(volume: Volume): ContainerStorage {
  const labels = VolumeLabels.safeParse(volume.Labels ?? {});
  if (!labels.success) throw new DriverError('host', `The volume ${volume.Name} was not made by this worker. Remove it with \`podman volume rm ${volume.Name}\`.`);
  return { volume: volume.Name, uidBase: labels.data['ee-foundry.uidbase'] ?? null };
}

async function usedUidBases(run: Runner): Promise<Set<number>> {
  const volumes = await queryVolumes(['--filter', 'label=ee-foundry.uidbase'], run);
  return new Set(volumes.map((volume) => Number(volume.Labels?.['ee-foundry.uidbase'])));
}

function freeUidBase(name: string, instance: string, used: ReadonlySet<number>): number {
  for (let attempt = 0; attempt < RANGE_COUNT; attempt += 1) {
    const base = uidBaseCandidate(name, instance, attempt);
    if (!used.has(base)) return base;
  }
  throw new DriverError('host', 'Every range of user ids is taken by a storage volume. Remove some with `podman volume rm`.');
}

async function queryVolumes(filters: readonly string[], run: Runner): Promise<Volume[]> {
  const result = await run('podman', ['volume', 'ls', '--format', 'json', ...filters]);
  if (result.exitCode !== 0) throw podmanError('list the storage volumes', result.stderr);
  return result.stdout.trim() === '' ? [] : z.array(Volume).parse(JSON.parse(result.stdout));
}
