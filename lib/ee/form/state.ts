import type { Path, TextRange } from '#lib/ee/diagnostic.ts';
import type { Hook } from '#lib/ee/schema/common.ts';
import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';
import type { CollectionRequirement, RoleRequirement } from '#lib/ee/requirements/galaxy.ts';

/** A single value. `path` is where an edit sets it; `range` is null when the text does not have it. */
export interface FormField<T> {
  readonly path: Path;
  readonly range: TextRange | null;
  /** Null when it is absent or of a type that the form cannot show. */
  readonly value: T | null;
  readonly isPresent: boolean;
}

export interface FormItem<T> {
  readonly path: Path;
  readonly range: TextRange;
  readonly value: T;
}

/**
 * How a list is given: `list` is a YAML list, `lines` a block of text, `file` the path of a file beside the
 * definition (`file` names it, the form cannot edit its items), `other` something the form cannot show.
 */
export type FormListSource = 'absent' | 'list' | 'lines' | 'file' | 'other';

export interface FormList<T> {
  readonly path: Path;
  readonly range: TextRange | null;
  readonly source: FormListSource;
  readonly file: string | null;
  readonly items: readonly FormItem<T>[];
}

export interface FormSteps {
  readonly path: Path;
  readonly range: TextRange | null;
  readonly source: 'absent' | 'text' | 'list' | 'other';
  /** The instructions as one text. */
  readonly text: string;
  readonly items: readonly FormItem<string>[];
}

export interface BuildFileEntry {
  readonly src: string | null;
  readonly dest: string | null;
}

export interface FormState {
  /** True when the YAML cannot be read: show `problem` and lead to its range. */
  readonly isReadOnly: boolean;
  readonly problem: { readonly message: string; readonly range: TextRange } | null;
  readonly schemaVersion: SchemaVersion | null;
  readonly version: FormField<number>;
  readonly baseImage: FormField<string>;
  /** Versions 1 and 2 only. */
  readonly builderImage: FormField<string>;
  readonly python: FormList<string>;
  readonly system: FormList<string>;
  readonly collections: FormList<CollectionRequirement>;
  readonly roles: FormList<RoleRequirement>;
  readonly files: FormList<BuildFileEntry>;
  /** The eight hooks of version 3. In version 1 and 2 only prepend_final and append_final can have a value. */
  readonly steps: Readonly<Record<Hook, FormSteps>>;
  readonly tags: FormList<string>;
  readonly exclude: {
    readonly python: FormList<string>;
    readonly system: FormList<string>;
    readonly allFromCollections: FormList<string>;
  };
  readonly texts: Readonly<Record<FormTextName, FormField<string>>>;
  readonly switches: Readonly<Record<FormSwitchName, FormField<boolean>>>;
}

export const FORM_TEXT_PATHS = {
  packageManagerPath: ['options', 'package_manager_path'],
  workdir: ['options', 'workdir'],
  user: ['options', 'user'],
  initPackage: ['options', 'container_init', 'package_pip'],
  entrypoint: ['options', 'container_init', 'entrypoint'],
  cmd: ['options', 'container_init', 'cmd'],
  pythonPackage: ['dependencies', 'python_interpreter', 'package_system'],
  pythonPath: ['dependencies', 'python_interpreter', 'python_path'],
  ansibleCore: ['dependencies', 'ansible_core', 'package_pip'],
  ansibleRunner: ['dependencies', 'ansible_runner', 'package_pip'],
  collectionOptions: ['build_arg_defaults', 'ANSIBLE_GALAXY_CLI_COLLECTION_OPTS'],
  roleOptions: ['build_arg_defaults', 'ANSIBLE_GALAXY_CLI_ROLE_OPTS'],
  preserveCache: ['build_arg_defaults', 'PKGMGR_PRESERVE_CACHE'],
  /** Versions 1 and 2 only. */
  ansibleConfig: ['ansible_config'],
  baseImageSignature: ['images', 'base_image', 'signature_original_name'],
} as const satisfies Record<string, Path>;
export type FormTextName = keyof typeof FORM_TEXT_PATHS;

export const FORM_SWITCH_PATHS = {
  skipAnsibleCheck: ['options', 'skip_ansible_check'],
  skipPipInstall: ['options', 'skip_pip_install'],
  relaxPasswdPermissions: ['options', 'relax_passwd_permissions'],
} as const satisfies Record<string, Path>;
export type FormSwitchName = keyof typeof FORM_SWITCH_PATHS;
