import type { Actor } from '#lib/contract/common.ts';
import type { PackageAnswer, PackageKind, LookUpPackages, PackageSearch, PackageVersions } from '#lib/contract/lookup.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { galaxySources } from './galaxy-session.ts';
import type { GalaxySource } from './galaxy-session.ts';
import { galaxyVersions, searchGalaxy } from './galaxy.ts';
import { pythonVersions, searchPython } from './python.ts';

type Question = { kind: PackageKind; name: string; galaxyCredentialIds: readonly string[] };
type Search = { kind: PackageKind; q: string; galaxyCredentialIds: readonly string[] };

/** What the configured servers have of a package, newest first. Nothing is changed; a server that is away is a state of the answer. */
export async function getPackageVersions(actor: Actor, { kind, name, galaxyCredentialIds }: Question): Promise<PackageVersions> {
  authorizeInTeam(actor, 'lookup.read');
  return kind === 'python' ? pythonVersions(name) : galaxyVersions(await galaxySources(actor, galaxyCredentialIds), kind, name);
}

export async function searchPackages(actor: Actor, { kind, q, galaxyCredentialIds }: Search): Promise<PackageSearch> {
  authorizeInTeam(actor, 'lookup.read');
  return kind === 'python' ? searchPython(q) : searchGalaxy(await galaxySources(actor, galaxyCredentialIds), kind, q);
}

/** Many packages at once, each in short. */
export async function lookUpPackages(actor: Actor, { items, galaxyCredentialIds }: LookUpPackages): Promise<PackageAnswer[]> {
  authorizeInTeam(actor, 'lookup.read');
  const needsGalaxy = items.some(({ kind }) => kind !== 'python');
  const sources = needsGalaxy ? await sourcesOrReason(actor, galaxyCredentialIds) : [];
  return Promise.all(
    items.map(async ({ kind, name }) => {
      if (kind === 'python') return inShort(await pythonVersions(name));
      if (typeof sources === 'string') return { kind, name, state: 'refused', message: sources, source: '', asOf: null, versions: [], yanked: [] } as const;
      return inShort(await galaxyVersions(sources, kind, name));
    }),
  );
}

async function sourcesOrReason(actor: Actor, ids: readonly string[]): Promise<GalaxySource[] | string> {
  try {
    return await galaxySources(actor, ids);
  } catch (error) {
    if (error instanceof NotFoundError) return error.message;
    throw error;
  }
}

function inShort({ versions, ...answer }: PackageVersions): PackageAnswer {
  const named = (isYanked: boolean) => versions.filter((each) => each.isYanked === isYanked).map((each) => each.version);
  return { ...answer, versions: named(false), yanked: named(true) };
}
