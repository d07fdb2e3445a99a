import { z } from 'zod';
import type { PhaseName } from './builds.ts';
import { Id } from './common.ts';
import { Inventory } from './inventory.ts';
import { Task } from './tasks.ts';

export const INSPECT_PHASES: readonly PhaseName[] = ['fetch', 'inspect'];

/** host[:port]/name with a tag or a digest, as `podman pull` takes it; no leading dash, no space. */
export const ImageReference = z.string().max(500).regex(/^[A-Za-z0-9.-]+(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$/, 'Give host[:port]/name:tag, for instance quay.io/team/ee:latest.');

/** Looks into an image of a registry. */
export const StartInspection = z.object({
  image: ImageReference,
  pullCredentialId: Id.nullable().default(null),
  workerLabels: z.array(z.string().max(63)).max(20).default([]),
});
export type StartInspection = z.infer<typeof StartInspection>;

export const Inspection = Task.extend({ image: z.string(), contents: Inventory.nullable() });
export type Inspection = z.infer<typeof Inspection>;
