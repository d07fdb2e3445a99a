import type { Severity } from '#lib/ee/diagnostic.ts';

/** A file that is imported: its path in the folder or archive, its text (null when it is not UTF-8 text). */
export interface ImportFile {
  readonly path: string;
  readonly text: string | null;
}

export type ImportKind = 'definition' | 'ee_utilities' | 'python' | 'pip-freeze' | 'galaxy' | 'bindep' | 'image';

/** What an import would make. Pure: nothing is created, no file is read but the given ones. */
export interface ImportPlan {
  readonly definitions: readonly ImportedDefinition[];
  /** What concerns no single definition. */
  readonly notes: readonly ImportNote[];
}

export interface ImportedDefinition {
  readonly kind: ImportKind;
  /** Lower case, usable as the name of an image. */
  readonly name: string;
  readonly description: string;
  /** The execution-environment.yml. */
  readonly text: string;
  readonly files: readonly ImportedFile[];
  readonly settings: ImportedSettings;
  /** Credentials to choose: what they are for, never their values. */
  readonly credentials: readonly CredentialReference[];
  readonly placeholders: readonly Placeholder[];
  readonly notes: readonly ImportNote[];
}

export interface ImportedFile {
  /** Relative to the definition. */
  readonly path: string;
  readonly source: { readonly kind: 'input'; readonly path: string } | { readonly kind: 'text'; readonly text: string };
}

export interface ImportedSettings {
  /** host[:port]/path; null: the default destination. */
  readonly repository: string | null;
  /** As written: `tag: 1.0` is "1.0". */
  readonly tags: readonly string[];
}

export interface CredentialReference {
  readonly use: 'pull' | 'push' | 'galaxy';
  /** Registry host, or the URL of a Galaxy server; null where it is not known. */
  readonly host: string | null;
  /** The variables that held it. */
  readonly variables: readonly string[];
}

/** A Jinja expression whose value only Ansible knew. In the text it stands as `{{ name }}` until it is filled in. */
export interface Placeholder {
  readonly name: string;
  readonly expression: string;
  /** `yaml`: a whole list or mapping, given as YAML. */
  readonly kind: 'text' | 'yaml';
  /** A password or token: it is not filled in, a credential takes its place. */
  readonly isSecret: boolean;
  /** Where it is used, for instance `images.base_image.name` or `tag`. */
  readonly places: readonly string[];
}

export type Answers = Readonly<Record<string, string>>;

export interface ImportNote {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** The file, and the line from 1, that it is about. */
  readonly file: string | null;
  readonly line: number | null;
}
