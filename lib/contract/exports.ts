import { z } from 'zod';
import { EXPORT_KINDS } from '#lib/ee/export/types.ts';

/** `as`: a folder for ansible-builder, a playbook for the role ee_builder, a build context. */
export const ExportQuery = z.object({
  as: z.enum(EXPORT_KINDS),
  /** Default: the newest. */
  revision: z.coerce.number().int().min(1).optional(),
});
export type ExportQuery = z.infer<typeof ExportQuery>;
