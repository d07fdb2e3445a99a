import type { Path, Span } from '#lib/ee/diagnostic.ts';
import { entryOf, keyText, treeAt, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** The span of the value at a path, or of the nearest ancestor that exists. */
export function spanAt(root: YamlTree | null, path: Path): Span {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = treeAt(root, path.slice(0, length));
    if (found !== null) return found.span;
  }
  return { start: 0, end: 0 };
}

/** The span of the key that a path ends with, also where the key is not text. */
export function keySpanAt(root: YamlTree | null, path: Path): Span | null {
  const name = path.at(-1);
  const parent = treeAt(root, path.slice(0, -1));
  if (typeof name !== 'string' || parent?.kind !== 'map') return null;
  const entry = entryOf(parent, name) ?? parent.entries.find((candidate) => keyText(candidate.key) === name);
  return entry?.key.span ?? null;
}
