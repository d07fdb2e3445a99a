import type { Path, QuickFix, Severity, Span } from '#lib/ee/diagnostic.ts';
import type { FixBudget } from '#lib/ee/lint/fixes.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import type { DuplicateKey } from '#lib/ee/yaml/construct.ts';
import type { YamlSource } from '#lib/ee/yaml/source.ts';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';

/** A file beside a definition that rules know: for pip, bindep, ansible-galaxy, or an ansible.cfg. */
export type FileKind = 'python' | 'system' | 'galaxy' | 'config';

/** What a rule may look at: a definition, or with `fileKind` a file beside one. */
export interface LintContext {
  readonly text: string;
  /** Null for a file that is not YAML. */
  readonly source: YamlSource | null;
  readonly root: YamlTree | null;
  /** Null when the definition does not fit its schema, and for a file. */
  readonly model: DefinitionModel | null;
  readonly duplicates: readonly DuplicateKey[];
  /** The files beside the definition, relative with `/`; undefined when they are not known. */
  readonly files: readonly string[] | undefined;
  readonly fileKind?: FileKind;
  readonly budget: FixBudget;
}

export interface Finding {
  readonly severity: Severity;
  readonly message: string;
  readonly path: Path;
  /** Where it is; without it the value at the path. */
  readonly span?: Span;
  /** Who refuses to build it: ansible-builder, or this product for safety. */
  readonly refusedBy?: 'ansible-builder' | 'ee-foundry';
  readonly fix?: QuickFix;
}

export interface Rule {
  readonly code: string;
  readonly check: (context: LintContext) => readonly Finding[];
}
