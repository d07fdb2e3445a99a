import type { ImportNote } from '#lib/ee/import/types.ts';
import type { AnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import { isLegacyItem, LEGACY_KEYS } from '#lib/ee/import/ee-utilities/legacy-item.ts';
import { note } from '#lib/ee/import/ee-utilities/note.ts';
import type { MapEntry, MapTree } from '#lib/ee/yaml/tree.ts';

const MAPPED = new Set(['name', 'tag', 'tags', 'images', 'base_image', 'base_sig_name', 'dependencies', 'options', 'build_steps', 'build_items', 'build_files', 'skip_generation', 'alt_name', 'description']);
const CONTROLLER = new Set(['organization', 'pull', 'ee_reg_credential']);

/** What became of each key of an item that is not part of the definition. */
export function itemNotes(yaml: AnsibleYaml, file: string, item: MapTree): ImportNote[] {
  const isLegacy = isLegacyItem(item);
  return item.entries.flatMap((entry) => {
    const found = noteOf(entry, isLegacy);
    return found === null ? [] : [note(found.severity, found.code, found.message, { yaml, file, offset: entry.key.span.start })];
  });
}

function noteOf({ key: { source: key }, value }: MapEntry, isLegacy: boolean): Pick<ImportNote, 'severity' | 'code' | 'message'> | null {
  const text = value.kind === 'scalar' ? ` (${value.source})` : '';
  if (MAPPED.has(key)) return null;
  if (CONTROLLER.has(key)) return { severity: 'info', code: 'item-controller', message: `${key}${text} is for registering the image in a controller; the import does not do that.` };
  if (key === 'ee_builder_image') return { severity: 'info', code: 'item-left-out', message: `The builder image${text} is gone: version 3 builds on the base image.` };
  if (isLegacy && (LEGACY_KEYS.includes(key) || key === 'ee_base_image')) {
    return key === 'ee_name' ? null : { severity: 'info', code: 'item-legacy', message: `${key} is written in the way of version 3; the role itself ignores it since its version 3.` };
  }
  if (key === 'ee_base_image') {
    return { severity: 'warning', code: 'item-ignored', message: `The role does not read ee_base_image of an item${text}. To use that image, set it as the base image after the import.` };
  }
  return { severity: 'warning', code: 'item-unknown', message: `${key}${text} is not a key that the role knows; it is left out.` };
}
