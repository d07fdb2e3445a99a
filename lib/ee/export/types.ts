/** A definition that is exported. */
export interface ExportSource {
  readonly name: string;
  readonly description: string;
  readonly text: string;
  readonly files: readonly { readonly path: string; readonly executable: boolean }[];
  readonly settings: {
    /** host[:port]/path; null: no destination of its own. */
    readonly repository: string | null;
    readonly tags: readonly string[];
    readonly hasPullCredential: boolean;
    readonly hasPushCredential: boolean;
  };
}

/** A file of an export: its own text, or a copy of a file beside the definition. */
export interface ExportedFile {
  readonly path: string;
  readonly mode: number;
  readonly source: { readonly kind: 'input'; readonly path: string } | { readonly kind: 'text'; readonly text: string };
}

export type ExportResult =
  | { readonly ok: true; readonly files: readonly ExportedFile[]; readonly notes: readonly string[] }
  | { readonly ok: false; readonly message: string };

export const EXPORT_KINDS = ['folder', 'ee-utilities', 'containerfile'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];
