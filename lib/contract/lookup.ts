import { z } from 'zod';
import { Id, Instant } from '#lib/contract/common.ts';

export const PackageKind = z.enum(['python', 'collection', 'role']);
export type PackageKind = z.infer<typeof PackageKind>;

/** ok · not-found: every server was asked and none has it · offline: a server did not answer · refused: a log-in or an address was refused. */
export const LookupState = z.enum(['ok', 'not-found', 'offline', 'refused']);
export type LookupState = z.infer<typeof LookupState>;

/** A name as people write it; a path or a URL is none. */
const PackageName = z.string().max(200).regex(/^[A-Za-z0-9_](?:[\w.-]*[\w])?$/, 'Give the name of a package.');
const CredentialIds = z.array(Id).max(20);

const answer = {
  state: LookupState,
  /** For people: what was not done and why. Empty when all is well. */
  message: z.string(),
  /** Who was asked: hosts. */
  source: z.string(),
  /** When the servers said so; with `offline`, of the older answer that is repeated here. */
  asOf: Instant.nullable(),
};

export const PackageVersion = z.object({ version: z.string(), isYanked: z.boolean(), requiresPython: z.string().nullable() });
export type PackageVersion = z.infer<typeof PackageVersion>;

/** Newest first. */
export const PackageVersions = z.object({ kind: PackageKind, name: z.string(), ...answer, versions: z.array(PackageVersion) });
export type PackageVersions = z.infer<typeof PackageVersions>;

export const PackageSearch = z.object({
  kind: PackageKind,
  ...answer,
  items: z.array(z.object({ name: z.string(), summary: z.string().nullable() })),
  /** False: there may be names that were not searched; the message says why. */
  isComplete: z.boolean(),
});
export type PackageSearch = z.infer<typeof PackageSearch>;

export const PackageNameParams = z.object({ name: PackageName });

/** Galaxy credentials by id, with commas, in the order of the definition; without any the built-in collections are asked. */
const galaxy = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter((id) => id !== ''))
  .pipe(CredentialIds);
export const GalaxyQuery = z.object({ galaxy });
const q = z.string().trim().min(1).max(100);
export const PythonSearchQuery = z.object({ q });
export const GalaxySearchQuery = z.object({ q, galaxy });

export const LookUpPackages = z.object({
  items: z.array(z.object({ kind: PackageKind, name: PackageName })).min(1).max(200),
  galaxyCredentialIds: CredentialIds.default([]),
});
export type LookUpPackages = z.infer<typeof LookUpPackages>;

/** The short form of PackageVersions for many packages at once: versions without yanked ones, newest first. */
export const PackageAnswer = z.object({ kind: PackageKind, name: z.string(), ...answer, versions: z.array(z.string()), yanked: z.array(z.string()) });
export type PackageAnswer = z.infer<typeof PackageAnswer>;
export const PackageAnswers = z.object({ items: z.array(PackageAnswer) });
