import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { lintFile } from '#lib/ee/lint/lint-file.ts';
import type { FileKind } from '#lib/ee/lint/rule.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { readYaml } from '#lib/ee/yaml/read.ts';
import { toPlain, type PlainValue, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** A text that is checked: a definition, or with `fileKind` a file beside one. */
export interface LintSubject {
  readonly text: string;
  readonly fileKind?: FileKind;
  /** The files beside a definition; without them missing files are not reported. */
  readonly files?: readonly string[];
}

export interface SubjectReading {
  /** What the text says: values of YAML, or the text itself. Null where it cannot be read. */
  readonly value: PlainValue;
  readonly diagnostics: readonly Diagnostic[];
}

export function findingsIn({ text, fileKind, files }: LintSubject): readonly Diagnostic[] {
  return fileKind === undefined ? parseDefinition(text, files === undefined ? {} : { files }).diagnostics : lintFile(fileKind, text);
}

export function readSubject(subject: LintSubject): SubjectReading {
  const { text, fileKind } = subject;
  const isYaml = fileKind === undefined || fileKind === 'galaxy';
  return { value: isYaml ? plain(readYaml(text)?.construction.root ?? null) : text, diagnostics: findingsIn(subject) };
}

function plain(root: YamlTree | null): PlainValue {
  return root === null ? null : toPlain(root);
}
