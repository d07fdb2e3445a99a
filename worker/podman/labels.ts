import { z } from 'zod';

import { PhaseName } from '#lib/contract/builds.ts';
import type { PhaseHandle, PhaseLabels } from '#worker/driver.ts';

const PREFIX = 'ee-foundry';

/** What the driver must know about a container after a restart of the worker. */
export const Fence = z.object({ outDir: z.string(), volume: z.string().nullable(), diskBytes: z.number(), logBytes: z.number() });
export type Fence = z.infer<typeof Fence>;

export interface Owner {
  instance: string;
  worker: string;
}

const ContainerLabels = z.object({
  [`${PREFIX}.job`]: z.string(),
  [`${PREFIX}.attempt`]: z.coerce.number().int(),
  [`${PREFIX}.token`]: z.string(),
  [`${PREFIX}.phase`]: PhaseName,
  [`${PREFIX}.log`]: z.string(),
  [`${PREFIX}.fence`]: z.string().transform((text) => Fence.parse(JSON.parse(text))),
});

const NOT_STARTED = ['created', 'configured', 'initialized'];

const Container = z.object({ Id: z.string(), State: z.string(), Names: z.array(z.string()), Labels: z.record(z.string(), z.string()).nullable() });

export interface KnownContainer {
  handle: PhaseHandle;
  fence: Fence;
}

/** Labels that every container and volume of this worker carries. */
export function ownerLabels(owner: Owner): Record<string, string> {
  return { [PREFIX]: owner.instance, [`${PREFIX}.worker`]: owner.worker };
}

export function containerLabels(labels: PhaseLabels, logFile: string, fence: Fence): Record<string, string> {
  return { ...phaseLabels(labels), [`${PREFIX}.log`]: logFile, [`${PREFIX}.fence`]: JSON.stringify(fence) };
}

/** Filters of `podman ps` for this worker's containers whose labels match. */
export function labelFilters(owner: Owner, labels: Partial<PhaseLabels>): string[] {
  return Object.entries({ ...ownerLabels(owner), ...phaseLabels(labels) }).flatMap(([name, value]) => ['--filter', `label=${name}=${value}`]);
}

/** Reads `podman ps --format json`; a container without our labels is not ours and left out. */
export function parseContainers(json: string): KnownContainer[] {
  return z.array(Container).parse(JSON.parse(json)).flatMap((container) => {
    const known = ContainerLabels.safeParse(container.Labels ?? {});
    if (!known.success) return [];
    const labels = known.data;
    return [{
      handle: {
        id: container.Id,
        name: container.Names[0] ?? container.Id,
        labels: { job: labels['ee-foundry.job'], attempt: labels['ee-foundry.attempt'], token: labels['ee-foundry.token'], phase: labels['ee-foundry.phase'] },
        logFile: labels['ee-foundry.log'],
        hasStarted: !NOT_STARTED.includes(container.State.toLowerCase()),
      },
      fence: labels['ee-foundry.fence'],
    }];
  });
}

function phaseLabels(labels: Partial<PhaseLabels>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [`${PREFIX}.${name}`, String(value)]));
}
