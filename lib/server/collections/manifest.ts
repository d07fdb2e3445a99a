import semver from 'semver';
import { z } from 'zod';

const word = z.string().regex(/^[a-z_][a-z0-9_]{0,63}$/);
const collectionName = z.string().regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/);

/** MANIFEST.json of a collection, as far as it is used. */
export const Manifest = z.object({
  collection_info: z.object({
    namespace: word,
    name: word,
    version: z.string().max(64).refine((version) => semver.valid(version) !== null, 'is not a semantic version'),
    dependencies: z.record(collectionName, z.string().max(200)).nullish().transform((dependencies) => dependencies ?? {}),
  }),
  file_manifest_file: z.object({ name: z.literal('FILES.json'), chksum_sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
});
export type Manifest = z.infer<typeof Manifest>;

export const FileList = z.object({
  files: z.array(z.object({ name: z.string().max(1000), ftype: z.enum(['file', 'dir']), chksum_sha256: z.string().nullish() })).max(60_000),
});
export type FileList = z.infer<typeof FileList>;
