import { z } from 'zod';

/** Identifiers are opaque; names and numbers are for people. */
export const Id = z.string().regex(/^[a-z0-9]{8,40}$/);
export type Id = z.infer<typeof Id>;

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

export const Actor = z.object({ kind: z.enum(['operator', 'user', 'worker', 'system']), id: z.string() });
export type Actor = z.infer<typeof Actor>;

export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  perPage: z.coerce.number().int().min(1).max(200).default(25),
});

/** A page of `item`; `total` counts all matches. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.number().int(), page: z.number().int(), perPage: z.number().int() });
}

/** A path below the definition's folder: relative, `/` separated, without `..`, `.` or empty parts. */
export const RelativePath = z
  .string()
  .min(1)
  .max(512)
  .refine((path) => !path.startsWith('/') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'), 'Give a relative path without "..".')
  .refine((path) => !/[\u0000-\u001f\u007f\\]/.test(path), 'A path may not hold control characters or backslashes.');
