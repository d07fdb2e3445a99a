export type Severity = 'error' | 'warning' | 'info';

/** Keys and indexes from the root of the definition to a value. */
export type Path = readonly (string | number)[];

/** Line and column count from 1, offset from 0 (UTF-16 units). */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TextEdit extends Span {
  readonly newText: string;
}

export interface QuickFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A finding about a definition; a user's mistake is data, never an exception. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: Path;
  readonly range: TextRange;
  /** Set when it prevents a build: who refuses. */
  readonly refusedBy?: 'ansible-builder' | 'ee-foundry';
  readonly fix?: QuickFix;
}
