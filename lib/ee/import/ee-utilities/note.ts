import type { Severity } from '#lib/ee/diagnostic.ts';
import type { ImportNote } from '#lib/ee/import/types.ts';
import type { AnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import { TextLines } from '#lib/ee/text-lines.ts';

interface Place {
  readonly yaml: AnsibleYaml;
  readonly file: string;
  /** -1: no place in the file. */
  readonly offset: number;
}

export function note(severity: Severity, code: string, message: string, place?: Place): ImportNote {
  if (place === undefined || place.offset < 0) return { severity, code, message, file: place?.file ?? null, line: null };
  return { severity, code, message, file: place.file, line: new TextLines(place.yaml.text).positionAt(place.offset).line };
}
