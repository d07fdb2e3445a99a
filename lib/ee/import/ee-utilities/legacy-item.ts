import type { Section } from '#lib/ee/import/definition-text.ts';
import type { ItemContext } from '#lib/ee/import/ee-utilities/item-context.ts';
import { filledValue } from '#lib/ee/import/ee-utilities/section-text.ts';
import type { EditValue } from '#lib/ee/yaml/print.ts';
import { entryOf, type MapTree } from '#lib/ee/yaml/tree.ts';

/** The keys of an item before version 3 of ee_utilities, which wrote definitions of version 1. */
export const LEGACY_KEYS = ['ee_name', 'bindep', 'python', 'collections', 'roles', 'prepend', 'append'];

export function isLegacyItem(item: MapTree): boolean {
  return LEGACY_KEYS.some((key) => entryOf(item, key) !== null);
}

/** The same in the words of version 3. */
export function legacySections(context: ItemContext): Section[] {
  const galaxy = compact({ collections: valueOf(context, 'collections'), roles: valueOf(context, 'roles') });
  const dependencies = compact({
    python: valueOf(context, 'python'),
    galaxy: Object.keys(galaxy).length === 0 ? undefined : galaxy,
    system: valueOf(context, 'bindep'),
  });
  const steps = compact({ prepend_final: valueOf(context, 'prepend'), append_final: valueOf(context, 'append') });
  return [
    ...(Object.keys(dependencies).length === 0 ? [] : [{ key: 'dependencies', value: dependencies }]),
    ...(Object.keys(steps).length === 0 ? [] : [{ key: 'additional_build_steps', value: steps }]),
  ];
}

function valueOf({ item, yaml, filler }: ItemContext, key: string): EditValue | undefined {
  const tree = entryOf(item, key)?.value;
  return tree === undefined ? undefined : filledValue(yaml, filler, tree, key);
}

function compact(values: Record<string, EditValue | undefined>): Record<string, EditValue> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, EditValue] => entry[1] !== undefined));
}
