import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';

/**
 * The version by which a text is completed, also while it does not parse. Without a version a definition is of version
 * 1; a text without keys will become one of version 3.
 */
export function versionOf(text: string): SchemaVersion {
  const written = /^\{?\s*(["']?)version\1\s*:\s*["']?(\d+)/m.exec(text)?.[2];
  if (written === undefined) return /^\{?\s*["']?[A-Za-z_]\w*["']?\s*:/m.test(text) ? 1 : 3;
  const version = Number(written);
  return version === 1 || version === 2 ? version : 3;
}
