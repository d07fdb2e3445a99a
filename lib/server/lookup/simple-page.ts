import { z } from 'zod';
import type { PackageVersion } from '#lib/contract/lookup.ts';
import { newestFirst } from '#lib/ee/lookup/order.ts';
import { normalizePythonName } from '#lib/ee/requirements/pep508.ts';
import { parseJson } from '#lib/server/outbound/parse-json.ts';

type DistributionFile = { filename: string; isYanked: boolean; requiresPython: string | null };

/** PEP 691 with the versions of PEP 700. */
const JsonPage = z.object({
  meta: z.object({ 'api-version': z.string() }),
  versions: z.array(z.string()).optional(),
  files: z.array(z.object({ filename: z.string(), yanked: z.union([z.boolean(), z.string()]).default(false), 'requires-python': z.string().nullish() })),
});
const ANCHOR = /<a\b([^>]*)>([^<]*)<\/a>/gi;
const HTML_PAGE = /<title>\s*Links for|pypi:repository-version/i;
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" };

/** The versions of a project page of the simple API, JSON or HTML; null when it is no such page. */
export function versionsOfPage(name: string, text: string): PackageVersion[] | null {
  const page = text.trimStart().startsWith('{') ? jsonPage(text) : htmlPage(text);
  if (page === null) return null;
  const byVersion = new Map<string, DistributionFile[]>(page.versions.map((version) => [version, []]));
  for (const file of page.files) {
    const version = versionOfFile(name, file.filename);
    if (version !== null) byVersion.set(version, [...(byVersion.get(version) ?? []), file]);
  }
  return newestFirst('python', [...byVersion.keys()]).flatMap((version) => present(version, byVersion.get(version) ?? []));
}

/** A version that lost all its files cannot be installed. */
function present(version: string, files: readonly DistributionFile[]): PackageVersion[] {
  if (files.length === 0) return [];
  const requiresPython = files.find((file) => file.requiresPython !== null)?.requiresPython ?? null;
  return [{ version, isYanked: files.every((file) => file.isYanked), requiresPython }];
}

type Page = { versions: readonly string[]; files: readonly DistributionFile[] };

function jsonPage(text: string): Page | null {
  const parsed = JsonPage.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const files = parsed.data.files.map((file) => ({ filename: file.filename, isYanked: file.yanked !== false, requiresPython: file['requires-python'] ?? null }));
  return { versions: parsed.data.versions ?? [], files };
}

function htmlPage(text: string): Page | null {
  const files = [...text.matchAll(ANCHOR)].map(([, attributes = '', filename = '']) => ({
    filename: filename.trim(),
    isYanked: /\bdata-yanked\b/.test(attributes),
    requiresPython: unescaped(/\bdata-requires-python\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? null),
  }));
  const isPage = HTML_PAGE.test(text) || files.some((file) => /\.(?:whl|tar\.gz|zip)$/.test(file.filename));
  return isPage ? { versions: [], files } : null;
}

function unescaped(text: string | null): string | null {
  return text === null || text === '' ? null : text.replace(/&(?:lt|gt|amp|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** `name-1.0-py3-none-any.whl`, `name-1.0.tar.gz`: the name may hold dashes where the project's name has others. */
function versionOfFile(name: string, filename: string): string | null {
  const wheel = /^[^-]+-([^-]+)-.+\.whl$/.exec(filename)?.[1];
  if (wheel !== undefined) return wheel;
  const stem = /^(.+)\.(?:tar\.gz|tar\.bz2|zip|tgz)$/.exec(filename)?.[1];
  if (stem === undefined) return null;
  for (let dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
    if (normalizePythonName(stem.slice(0, dash)) === name) return stem.slice(dash + 1);
  }
  return null;
}
