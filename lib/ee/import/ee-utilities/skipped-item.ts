import type { AnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import { note } from '#lib/ee/import/ee-utilities/note.ts';
import { folderDefinition } from '#lib/ee/import/folder.ts';
import { isDefinitionName } from '#lib/ee/import/names.ts';
import type { ImportedFile, ImportFile, ImportNote } from '#lib/ee/import/types.ts';

interface Place {
  readonly yaml: AnsibleYaml;
  readonly file: string;
  readonly offset: number;
}

/** An item with `skip_generation`: its definition lies beside the playbook, when that folder was given as well. */
export function skippedDefinition(all: readonly ImportFile[], place: Place): { text: string | null; files: readonly ImportedFile[] | null; notes: ImportNote[] } {
  const found = all.find((file) => isDefinitionName(file.path) && file.text !== null);
  if (found !== undefined) {
    const definition = folderDefinition(found, all);
    return { text: definition.text, files: definition.files, notes: [note('info', 'skip-generation', `skip_generation: the definition is ${found.path}.`, place)] };
  }
  const message = 'skip_generation: the definition lies in the builder folder (execution_environment.yml), which was not given. Import it together with this file; what is here are the defaults of the role.';
  return { text: null, files: null, notes: [note('error', 'skip-generation', message, place)] };
}
