import type { Path } from '#lib/ee/diagnostic.ts';

/** What the phases of a preflight found out, before anything is judged. Null: the phase did not run or could not tell. */
export interface Findings {
  /** ansible-builder's own words when it rejects the definition. */
  readonly rejection: string | null;
  readonly base: string | null;
  readonly images: readonly ImageAnswer[];
  readonly interpreter: string;
  readonly packageManager: string;
  readonly facts: BaseFacts | null;
  readonly collect: CollectFinding;
  readonly introspected: Introspected | null;
  readonly request: readonly RequestLine[];
  readonly resolved: Resolved | null;
  readonly system: SystemFindings | null;
}

export interface ImageAnswer {
  readonly image: string;
  readonly digest: string | null;
  readonly error: string | null;
  readonly isStored: boolean;
  /** The registry has another one under this name than the store. */
  readonly isNewer: boolean;
  /** That the repository has, where the tag is missing. */
  readonly tags: readonly string[];
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

export interface BaseFacts {
  readonly os: string;
  readonly architecture: string;
  readonly hasPackageManager: boolean;
  readonly otherPackageManagers: readonly string[];
  readonly hasInterpreter: boolean;
  /** Null when the interpreter is missing or did not run. */
  readonly pythonVersion: string | null;
  readonly hasPip: boolean;
  readonly hasEnsurepip: boolean;
  readonly hasGalaxy: boolean;
  readonly python: readonly InstalledPackage[];
  readonly system: readonly InstalledPackage[];
}

export type CollectFinding =
  | { readonly kind: 'none' }
  | { readonly kind: 'skipped'; readonly note: string }
  | { readonly kind: 'collected' }
  /** `newest`: of each collection asked about, the newest version there is; null for an unknown one. */
  | { readonly kind: 'failed'; readonly text: string; readonly newest: Readonly<Record<string, string | null>> };

export interface ReadRequirements {
  readonly file: string | null;
  readonly lines: readonly string[];
  readonly excluded: readonly string[];
}

export interface IntrospectedCollection {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  readonly python: ReadRequirements;
  readonly system: ReadRequirements;
  readonly ignored: readonly { readonly file: string; readonly reason: string }[];
  /** What introspect.py stopped at: the build would stop as well. */
  readonly error: string | null;
}

export interface Introspected {
  readonly collections: readonly IntrospectedCollection[];
  readonly user: { readonly python: readonly string[]; readonly system: readonly string[] };
  readonly errors: readonly string[];
}

/** One line of the union. `who`: `user`, or the collection that it comes from. */
export interface RequestLine {
  readonly who: string;
  readonly text: string;
  /** Where the definition holds it. */
  readonly path: Path | null;
}

export interface ResolvedPackage {
  readonly name: string;
  readonly version: string;
  readonly via: readonly string[];
  readonly needsBuilding: boolean;
}

/** What becomes of a conflict when `lines` go without their version, or away. */
export interface Trial {
  readonly kind: 'loosen' | 'remove' | 'exclude';
  readonly lines: readonly number[];
  readonly ok: boolean;
  readonly version: string | null;
}

export interface PythonConflict {
  /** Indexes into the request. */
  readonly members: readonly number[];
  readonly message: string;
  readonly trials: readonly Trial[];
}

export interface Resolved {
  readonly packages: readonly ResolvedPackage[];
  readonly newest: Readonly<Record<string, string>>;
  readonly conflicts: readonly PythonConflict[];
  readonly error: string | null;
}

export interface SystemFindings {
  readonly request: readonly RequestLine[];
  readonly packages: readonly { readonly name: string; readonly lines: readonly number[]; readonly isForCompiling: boolean }[];
  /** Lines that do not apply to this platform. */
  readonly unused: readonly number[];
  readonly errors: readonly { readonly line: number | null; readonly message: string }[];
  /** Null: the package manager could not be asked. A candidate's version, or null for an unknown package. */
  readonly candidates: Readonly<Record<string, string | null>> | null;
}
