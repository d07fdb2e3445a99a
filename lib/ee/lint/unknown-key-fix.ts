import type { Path, QuickFix } from '#lib/ee/diagnostic.ts';
import { definitionJsonSchema, type JsonSchema } from '#lib/ee/schema/json-schema.ts';
import { keySpanAt } from '#lib/ee/yaml/locate.ts';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';

const FULL_SCHEMA = definitionJsonSchema(3);

/** Proposes the known key that an unknown one is most likely meant to be. */
export function unknownKeyFix(path: Path, root: YamlTree): QuickFix | undefined {
  const name = path.at(-1);
  const span = keySpanAt(root, path);
  if (typeof name !== 'string' || span === null) return undefined;
  const candidates = keysAt(path.slice(0, -1));
  const nearest = candidates
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (nearest === undefined || nearest.distance > Math.max(1, Math.floor(name.length / 3))) return undefined;
  return { title: `Change to ${nearest.candidate}`, edits: [{ ...span, newText: nearest.candidate }] };
}

function keysAt(path: Path): string[] {
  let schema: JsonSchema | undefined = FULL_SCHEMA;
  for (const step of path) {
    schema = typeof step === 'number' ? asSchema(schema?.['items']) : asSchema(asSchema(schema?.['properties'])?.[step]);
  }
  return Object.keys(asSchema(schema?.['properties']) ?? {});
}

function asSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
