import type { PackageKind, PackageSource } from '#components/editor/package-source.ts';
import { createContext, useContext } from 'react';

/** What the form's fields may show of package look-up. */
export interface LookupTools {
  readonly source: PackageSource;
  /** The newest version where an exact, older one is asked for. */
  readonly newerOf: (kind: PackageKind, name: string, constraint: string) => string | null;
}

export const LookupContext = createContext<LookupTools | null>(null);

/** Null where no look-up is offered: fields are plain then. */
export function useLookupTools(): LookupTools | null {
  return useContext(LookupContext);
}
