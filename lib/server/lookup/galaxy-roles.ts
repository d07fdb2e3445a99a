import { z } from 'zod';
import type { FoundName } from './galaxy-collections.ts';
import { apiOf, askGalaxy } from './galaxy-session.ts';
import type { GalaxySource } from './galaxy-session.ts';

const owner = { summary_fields: z.object({ namespace: z.object({ name: z.string() }).nullish() }).nullish(), github_user: z.string().nullish() };
const RolePage = z.object({ results: z.array(z.object({ id: z.union([z.number(), z.string()]), name: z.string(), description: z.string().nullish(), ...owner })) });
const RoleVersionPage = z.object({ results: z.array(z.object({ name: z.string() })) });

/** As ansible-galaxy asks for a role, over API v1; null when the server has no such role, or none at all. */
export async function roleVersions(source: GalaxySource, asked: string): Promise<string[] | null> {
  const v1 = await apiOf(source, 'v1');
  const [namespace = '', ...rest] = asked.split('.');
  if (v1 === null) return null;
  const query = new URLSearchParams({ owner__username: namespace, name: rest.join('.') });
  const page = await askGalaxy(source, new URL(`roles/?${query.toString()}`, v1).href, RolePage);
  const role = page?.results[0];
  if (role === undefined) return null;
  const versions = await askGalaxy(source, new URL(`roles/${encodeURIComponent(String(role.id))}/versions/?page_size=50`, v1).href, RoleVersionPage);
  return versions?.results.map((each) => each.name) ?? [];
}

export async function searchRoles(source: GalaxySource, q: string): Promise<FoundName[]> {
  const v1 = await apiOf(source, 'v1');
  if (v1 === null) return [];
  const page = await askGalaxy(source, new URL(`roles/?${new URLSearchParams({ keywords: q, page_size: '20' }).toString()}`, v1).href, RolePage);
  return (page?.results ?? []).map((role) => ({ name: `${role.summary_fields?.namespace?.name ?? role.github_user ?? ''}.${role.name}`, summary: role.description ?? null }));
}
