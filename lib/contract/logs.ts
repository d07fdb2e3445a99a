import { z } from 'zod';
import { PhaseName } from './builds.ts';

const flag = z.enum(['0', '1']).default('0').transform((value) => value === '1');
export const MAX_LINES_AT_ONCE = 1000;

/** Lines count from 0; a negative `from` counts from the end. A line longer than `lineBytes` is cut. */
export const LogLinesQuery = z.object({
  from: z.coerce.number().int().default(0),
  count: z.coerce.number().int().min(0).max(MAX_LINES_AT_ONCE).default(500),
  lineBytes: z.coerce.number().int().min(16).max(1024 * 1024).default(4096),
});
export type LogLinesQuery = z.infer<typeof LogLinesQuery>;

/** Lines of one phase's log: fewer than asked for when they are long, or not written yet. */
export const LogLines = z.object({
  from: z.number().int(),
  lines: z.array(z.string()),
  /** [index in `lines`, bytes that were cut off]. */
  cut: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** Lines there are now, and the byte offset at which the one after them begins. */
  total: z.number().int(),
  head: z.number().int(),
  /** No line will follow. */
  isOver: z.boolean(),
});
export type LogLines = z.infer<typeof LogLines>;

/** `after`: phase:line pairs; what comes before was searched already. */
export const LogSearchQuery = z.object({
  q: z.string().min(1).max(500),
  regex: flag,
  case: flag,
  after: z.string().max(500).default('').transform((text) => z.array(z.tuple([PhaseName, z.coerce.number<string>().int().min(0)])).parse(text.split(',').filter((part) => part !== '').map((part) => part.split(':')))),
});
export type LogSearchQuery = z.infer<typeof LogSearchQuery>;

/** More matches are not reported. */
export const MAX_MATCHES = 100_000;

/** One line of the answer to a search: [line, matches in it] of a phase, or how it ended. */
export const LogSearchEvent = z.union([
  z.object({ phase: PhaseName, matches: z.array(z.tuple([z.number().int(), z.number().int()])), scanned: z.number().int() }),
  z.object({ end: z.enum(['done', 'full', 'too-slow']) }),
]);
export type LogSearchEvent = z.infer<typeof LogSearchEvent>;
