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
export const AttemptParams = z.object({ id: Id, attempt: number });

const flag = (byDefault: '0' | '1') => z.enum(['0', '1']).default(byDefault).transform((value) => value === '1');

/** What of a log is sent as text: all, or `lines` lines from `line` on (from 1). */
export const LogTextQuery = z.object({ download: flag('0'), timestamps: flag('1'), line: number.optional(), lines: number.optional() });
export type LogTextQuery = z.infer<typeof LogTextQuery>;
