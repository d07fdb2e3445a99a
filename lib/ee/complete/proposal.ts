import type { Span } from '#lib/ee/diagnostic.ts';

export type ProposalKind = 'key' | 'value' | 'image' | 'package' | 'version' | 'profile' | 'instruction';

/** One thing to put in at `span`. */
export interface Proposal {
  readonly label: string;
  readonly kind: ProposalKind;
  readonly insert: string;
  readonly span: Span;
  readonly detail?: string;
  readonly documentation?: string;
  /** Ask again once it is put in. */
  readonly goesOn?: boolean;
}

export type PackageKind = 'python' | 'collection' | 'role';

/** Names or versions that have to be looked up. */
export type PackageWish =
  | { readonly wants: 'names'; readonly of: PackageKind; readonly prefix: string; readonly span: Span }
  | { readonly wants: 'versions'; readonly of: PackageKind; readonly name: string; readonly span: Span; readonly wrap: (version: string) => string };

export interface Completion {
  readonly proposals: readonly Proposal[];
  readonly wish: PackageWish | null;
}

export const NOTHING: Completion = { proposals: [], wish: null };

export function proposalsOfNames({ span }: PackageWish, found: readonly { readonly name: string; readonly summary: string | null }[]): readonly Proposal[] {
  return found.map(({ name, summary }) => ({ label: name, kind: 'package', insert: name, span, ...(summary === null ? {} : { documentation: summary }) }));
}

export function proposalsOfVersions(wish: Extract<PackageWish, { wants: 'versions' }>, versions: readonly string[]): readonly Proposal[] {
  return versions.map((version, index) => ({ label: version, kind: 'version', insert: wish.wrap(version), span: wish.span, detail: index === 0 ? `newest ${wish.name}` : wish.name }));
}
