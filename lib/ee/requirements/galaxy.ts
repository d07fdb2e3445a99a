import { z } from 'zod';

const CollectionMapping = z.looseObject({
  name: z.string(),
  version: z.union([z.string(), z.number()]).optional(),
  source: z.string().optional(),
  type: z.string().optional(),
  signatures: z.array(z.string()).optional(),
});

const RoleMapping = z.looseObject({
  name: z.string().optional(),
  src: z.string().optional(),
  version: z.union([z.string(), z.number()]).optional(),
  scm: z.string().optional(),
});

export interface CollectionRequirement {
  readonly name: string;
  readonly version: string | null;
  readonly source: string | null;
  readonly type: string | null;
  readonly signatures: readonly string[];
}

export interface RoleRequirement {
  readonly name: string | null;
  readonly src: string | null;
  readonly version: string | null;
  readonly scm: string | null;
}

/** An entry of `collections`: a name (`ns.name`, also `ns.name:>=1.0`) or a mapping. Null when it is neither. */
export function readCollection(entry: unknown): CollectionRequirement | null {
  if (typeof entry === 'string') {
    const [, name = entry, version = null] = /^([\w.]+):([^/].*)$/.exec(entry) ?? [];
    return { name, version, source: null, type: null, signatures: [] };
  }
  const parsed = CollectionMapping.safeParse(entry);
  if (!parsed.success) return null;
  const { name, version, source, type, signatures } = parsed.data;
  return { name, version: textOf(version), source: source ?? null, type: type ?? null, signatures: signatures ?? [] };
}

/** An entry of `roles`: a name (also `src,version,name`) or a mapping. Null when it is neither. */
export function readRole(entry: unknown): RoleRequirement | null {
  if (typeof entry === 'string') {
    const [src = '', version = null, name = null] = entry.split(',').map((part) => part.trim());
    return { name, src, version, scm: null };
  }
  const parsed = RoleMapping.safeParse(entry);
  if (!parsed.success) return null;
  const { name, src, version, scm } = parsed.data;
  return { name: name ?? null, src: src ?? null, version: textOf(version), scm: scm ?? null };
}

function textOf(version: string | number | undefined): string | null {
  return version === undefined ? null : String(version);
}
