import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import type { editor as MonacoEditor } from 'monaco-editor/esm/vs/editor/editor.api.js';
import type { PackageSource } from './package-source.ts';
import type { SubjectKind } from './subject-of.ts';

/** What Monaco's providers, which serve all editors of the tab, must know of one model. */
export interface ModelFacts {
  readonly subjectKind: SubjectKind | null;
  readonly images: readonly string[];
  readonly packages: PackageSource | null;
  /** The files beside a definition. */
  readonly files: readonly string[];
  readonly found: FoundProblems;
}

export interface FoundProblems {
  readonly diagnostics: readonly Diagnostic[];
  /** The text that they are about; null while there is none. */
  readonly text: string | null;
}

const NO_FACTS: ModelFacts = { subjectKind: null, images: [], packages: null, files: [], found: { diagnostics: [], text: null } };
const FACTS = new WeakMap<MonacoEditor.ITextModel, ModelFacts>();

export function factsOf(model: MonacoEditor.ITextModel): ModelFacts {
  return FACTS.get(model) ?? NO_FACTS;
}

/** Replaces the named facts; the others stay. */
export function setFacts(model: MonacoEditor.ITextModel, facts: Partial<ModelFacts>): void {
  FACTS.set(model, { ...factsOf(model), ...facts });
}
