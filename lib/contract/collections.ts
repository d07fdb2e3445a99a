import { z } from 'zod';
import { Id, Instant, PageQuery, Sha256, pageOf } from './common.ts';

/** A collection tarball that the dashboard's own Galaxy endpoint serves. */
export const GalaxyCollection = z.object({
  id: Id,
  namespace: z.string(),
  name: z.string(),
  version: z.string(),
  sha256: Sha256,
  size: z.number().int(),
  dependencies: z.record(z.string(), z.string()),
  createdAt: Instant,
});
export type GalaxyCollection = z.infer<typeof GalaxyCollection>;

export const CollectionListQuery = PageQuery.extend({ q: z.string().max(200).default('') });
export const CollectionPage = pageOf(GalaxyCollection);

/** One thing that must be right before a build can succeed, with the way to the fix. */
export const ReadinessItem = z.object({
  id: z.enum(['worker', 'registry', 'galaxy', 'disk']),
  ok: z.boolean(),
  title: z.string(),
  detail: z.string(),
  /** Path in the dashboard that leads to the fix. */
  href: z.string().nullable(),
});
export const Readiness = z.object({ items: z.array(ReadinessItem) });
export type Readiness = z.infer<typeof Readiness>;

/** Without accounts: is the first-start token needed here, and was it given? */
export const Session = z.object({ isTokenRequired: z.boolean(), isAuthenticated: z.boolean(), actor: z.string(), team: z.object({ id: z.string(), name: z.string() }) });
export type Session = z.infer<typeof Session>;
export const StartSession = z.object({ token: z.string().min(1).max(200) });

/** Facts that forms need. */
export const ServerInfo = z.object({
  version: z.string(),
  defaultRegistry: z.string(),
  defaultBaseImage: z.string(),
  galaxyUrl: z.string(),
  publicUrl: z.string(),
});
export type ServerInfo = z.infer<typeof ServerInfo>;
