import type { Introspected, ReadRequirements } from '#lib/ee/preflight/findings.ts';
import type { Places } from '#lib/ee/preflight/places.ts';

export interface CollectionRow {
  name: string;
  version: string;
  sizeBytes: number;
  askedBy: string[];
  python: ReadRow;
  system: ReadRow;
  ignored: { file: string; reason: string }[];
}

interface ReadRow {
  file: string | null;
  lines: number;
  excluded: string[];
}

export function collectionRows({ collections }: Introspected, places: Places): CollectionRow[] {
  const wanted = new Set(places.form.collections.items.map((item) => item.value.name));
  return collections.map(({ name, version, sizeBytes, python, system, ignored }) => ({
    name,
    version,
    sizeBytes,
    askedBy: [...(wanted.has(name) ? ['you'] : []), ...collections.filter(({ dependencies }) => Object.hasOwn(dependencies, name)).map((each) => each.name)],
    python: toRow(python),
    system: toRow(system),
    ignored: [...ignored],
  }));
}

function toRow({ file, lines, excluded }: ReadRequirements): ReadRow {
  return { file, lines: lines.length, excluded: [...excluded] };
}
