import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from '#lib/ee/diagnostic.ts';
import { isShared, rootSlot, slotsOf, type Slot } from '#lib/ee/edit/geometry.ts';
import type { YamlSource } from '#lib/ee/yaml/source.ts';

export type BlockMap = YAMLMap<Node, Node | null>;
export type BlockSequence = YAMLSeq<Node | null>;

export interface Location {
  /** The slots from the root to the deepest one that exists. */
  readonly slots: readonly Slot[];
  /** What of the path is missing below the last slot. */
  readonly rest: Path;
  /** The path runs through an anchor or alias. */
  readonly isShared: boolean;
}

export function locate(source: YamlSource, path: Path): Location {
  const slots = [rootSlot(source.text, source.document.contents)];
  let shared = false;
  for (const [index, step] of path.entries()) {
    const parent = slots.at(-1)?.node ?? null;
    shared ||= isShared(parent);
    const child = childSlot(source.text, parent, step);
    if (child === null) return { slots, rest: path.slice(index), isShared: shared };
    slots.push(child);
  }
  shared ||= isShared(slots.at(-1)?.node ?? null);
  return { slots, rest: [], isShared: shared };
}

function childSlot(text: string, parent: Node | null, step: string | number): Slot | null {
  if (typeof step === 'number') return isSeq(parent) ? (slotsOf(text, parent as BlockSequence)[step] ?? null) : null;
  if (!isMap(parent)) return null;
  const map = parent as BlockMap;
  const index = map.items.findLastIndex(({ key }) => isScalar(key) && key.value === step);
  return index < 0 ? null : (slotsOf(text, map)[index] ?? null);
}
