import { isEeUtilities } from '#lib/ee/import/ee-utilities/import.ts';
import { isIgnored } from '#lib/ee/import/folder.ts';
import { baseName, isDefinitionName } from '#lib/ee/import/names.ts';
import { ImageContents } from '#lib/ee/import/image.ts';
import type { ImportFile } from '#lib/ee/import/types.ts';
import { readAnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import { parseSystemLine } from '#lib/ee/requirements/bindep.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';
import { entryOf, type YamlTree } from '#lib/ee/yaml/tree.ts';

export type FileRole = 'definition' | 'ee_utilities' | 'galaxy' | 'python' | 'system' | 'image' | 'ignored' | 'other';

const DEFINITION_KEYS = ['images', 'dependencies', 'additional_build_steps', 'additional_build_files', 'build_arg_defaults', 'ansible_config', 'options'];
const BINDEP_PROFILE = /\[[^\]]*(?:platform:|compile|test)[^\]]*\]/;

/** What a file is, by its name and, where that says nothing, its content. */
export function roleOf({ path, text }: ImportFile): FileRole {
  if (isIgnored(path)) return 'ignored';
  return text === null ? 'other' : (roleByName(path) ?? roleByContent(path, text));
}

function roleByName(path: string): FileRole | null {
  const name = baseName(path);
  if (isDefinitionName(path)) return 'definition';
  if (/\.(?:cfg|ini|sh|py|md|j2|toml|lock)$|^(?:Containerfile|Dockerfile|Makefile|README)/.test(name)) return 'other';
  if (/^bindep.*\.txt$/.test(name)) return 'system';
  return /requirements.*\.txt$/.test(name) ? 'python' : null;
}

function roleByContent(path: string, text: string): FileRole {
  if (/^\s*\{/.test(text)) return isImage(text) ? 'image' : 'other';
  if (/\.txt$/.test(path)) return lineRole(text);
  return yamlRole(text) ?? (/\.ya?ml$/.test(path) ? 'other' : lineRole(text));
}

function isImage(text: string): boolean {
  try {
    return ImageContents.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function yamlRole(text: string): FileRole | null {
  const { root } = readAnsibleYaml(text);
  const has = (key: string) => entryOf(root, key) !== null;
  if (DEFINITION_KEYS.some(has) && !has('ee_list')) return 'definition';
  if (isEeUtilities(text)) return 'ee_utilities';
  if (['collections', 'roles'].some(has)) return 'galaxy';
  if (has('version')) return 'definition';
  return isRoleList(root) ? 'galaxy' : null;
}

function isRoleList(root: YamlTree | null): boolean {
  return root?.kind === 'sequence' && root.items.length > 0 && root.items.every(isRole);
}

/** An entry of an old requirements.yml: a list of roles. */
function isRole(item: YamlTree): boolean {
  return item.kind === 'map' && (entryOf(item, 'src') !== null || entryOf(item, 'name') !== null) && entryOf(item, 'hosts') === null && item.entries.every(({ key }) => ['src', 'name', 'version', 'scm'].includes(key.source));
}

function lineRole(text: string): FileRole {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length === 0) return 'other';
  if (lines.some((line) => BINDEP_PROFILE.test(line)) && lines.every((line) => parseSystemLine(line).kind !== 'invalid')) return 'system';
  return lines.every((line) => parsePythonLine(line).kind !== 'invalid' && !/:\s|:$/.test(line)) ? 'python' : 'other';
}
