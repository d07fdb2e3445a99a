import { isCollection, isMap, isScalar, visit, type Node } from 'yaml';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { rootSlot, slotsOf, type Slot } from '#lib/ee/edit/geometry.ts';
import type { BlockMap } from '#lib/ee/edit/locate.ts';
import { removeSlot } from '#lib/ee/edit/remove.ts';
import type { YamlSource } from '#lib/ee/yaml/source.ts';

/** Removes the entry of a mapping whose key starts at an offset. Null where it holds an anchor or stands alone. */
export function removeEntryAt({ text, document }: YamlSource, offset: number): TextEdit[] | null {
  const found: Slot[][] = [];
  visit(document, {
    Map(_, map) {
      if (!map.items.some(({ key }) => isScalar(key) && key.range?.[0] === offset)) return undefined;
      const slots = slotsOf(text, map as unknown as BlockMap);
      const target = slots.find((slot) => slot.start === offset);
      if (target !== undefined && slots.length > 1 && !hasAnchor(target.node)) found.push([rootSlot(text, map), target]);
      return visit.BREAK;
    },
  });
  const [way] = found;
  return way === undefined ? null : removeSlot(way, true);
}

function hasAnchor(node: Node | null): boolean {
  if (node === null) return false;
  let found = false;
  visit(node, {
    Node(_, inner) {
      found ||= (isScalar(inner) || isCollection(inner) || isMap(inner)) && inner.anchor !== undefined;
    },
  });
  return found;
}
