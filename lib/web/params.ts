import { z } from 'zod';
import { Id } from '#lib/contract/common.ts';
import { PhaseName } from '#lib/contract/builds.ts';
import { TemplateId } from '#lib/contract/templates.ts';
import { ArtifactKind } from '#lib/contract/worker-protocol.ts';

/** Path parameters of routes. */
const number = z.coerce.number().int().min(1);

export const IdParams = z.object({ id: Id });
export const TemplateParams = z.object({ id: TemplateId });
export const RevisionParams = z.object({ id: Id, number });
export const RevisionFileParams = z.object({ id: Id, number, path: z.array(z.string()).min(1) });
export const ArtifactParams = z.object({ id: Id, kind: ArtifactKind });
export const LogParams = z.object({ id: Id, attempt: number, phase: PhaseName });
