import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const pkg = z.object({ name: text(200), version: text(200), sizeBytes: z.number().int().min(0).optional() });

/** What is in an image: a claim of untrusted code, capped here, always shown as text. */
export const Inventory = z.object({
  os: z.object({ id: text(100), versionId: text(100), prettyName: text(200) }).nullable(),
  architecture: text(50),
  ansibleCore: text(100).nullable(),
  ansibleRunner: text(100).nullable(),
  python: z.object({ version: text(100), packages: z.array(pkg).max(20_000) }).nullable(),
  collections: z.array(z.object({ name: text(200), version: text(100) })).max(2000),
  roles: z.array(z.object({ name: text(200), version: text(100) })).max(2000).default([]),
  system: z.object({ manager: z.enum(['dpkg', 'rpm', 'none']), packages: z.array(pkg).max(20_000) }),
  config: z.object({
    labels: z.record(text(300), text(4000)),
    /** NAME=value, as in the image's configuration. */
    env: z.array(text(4000)).max(500),
    user: text(200),
    workdir: text(1000),
    entrypoint: z.array(text(4000)).max(100),
    cmd: z.array(text(4000)).max(100),
  }),
  layers: z.array(z.object({ digest: text(100), sizeBytes: z.number().int().min(0), createdBy: text(4000).default('') })).max(500),
  /** Compressed, as the registry stores it. */
  sizeBytes: z.number().int().min(0),
  warnings: z.array(text(1000)).max(100).default([]),
});
export type Inventory = z.infer<typeof Inventory>;

/** What a build downloaded: recorded by the egress proxy. */
export const Downloads = z.array(
  z.object({
    phase: text(20),
    host: text(300),
    port: z.number().int(),
    requests: z.number().int(),
    bytes: z.number().int(),
    /** URLs where the proxy saw them (plain http), else empty. */
    urls: z.array(text(2000)).max(1000),
    refused: z.string().max(500).nullable(),
  }),
).max(2000);
export type Downloads = z.infer<typeof Downloads>;
