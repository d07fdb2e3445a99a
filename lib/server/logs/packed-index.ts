import { z } from 'zod';

const count = z.number().int().min(0);

/** The line index of a packed log: each block as [byte offset, line ends before it, offset in the packed file]. */
export const PackedIndex = z.object({
  version: z.literal(1),
  bytes: count,
  newlines: count,
  lineStart: count,
  packedBytes: count,
  sha256: z.string(),
  blocks: z.array(z.tuple([count, count, count])),
});
export type PackedIndex = z.infer<typeof PackedIndex>;
