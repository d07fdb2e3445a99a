export type PackageKind = 'python' | 'collection' | 'role';

export interface FoundPackage {
  name: string;
  summary: string | null;
}

/** Where completion finds packages: names by prefix, versions newest first. Rejecting (offline, aborted) means no suggestion. */
export interface PackageSource {
  search(kind: PackageKind, prefix: string, signal: AbortSignal): Promise<readonly FoundPackage[]>;
  versions(kind: PackageKind, name: string, signal: AbortSignal): Promise<readonly string[]>;
}
