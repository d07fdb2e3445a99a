export type PackageKind = 'python' | 'collection' | 'role';

/**
 * What the configured servers said of a package. `ok`: it exists. `not-found`: every server was asked and none has it.
 * `offline`: a server did not answer; what is known then is old. `refused`: a log-in or an address was refused.
 */
export type LookupState = 'ok' | 'not-found' | 'offline' | 'refused';

export interface PackageQuestion {
  readonly kind: PackageKind;
  readonly name: string;
}

export interface PackageAnswer extends PackageQuestion {
  readonly state: LookupState;
  /** For people; empty when there is nothing to add. */
  readonly message: string;
  /** Who was asked, for instance python.example. */
  readonly source: string;
  /** Newest first, without yanked ones. */
  readonly versions: readonly string[];
  readonly yanked: readonly string[];
}
