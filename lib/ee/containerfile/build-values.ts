import { DEFAULT_INIT } from '#lib/ee/schema/defaults.ts';
import type { Hook } from '#lib/ee/schema/common.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import type { DefinitionV1 } from '#lib/ee/schema/v1.ts';
import type { DefinitionV2 } from '#lib/ee/schema/v2.ts';
import type { DefinitionV3 } from '#lib/ee/schema/v3.ts';

const DEFAULT_BASE = 'quay.io/ansible/ansible-runner:latest';
const DEFAULT_BUILDER = 'quay.io/ansible/ansible-builder:latest';
const DEFAULT_PYTHON = '/usr/bin/python3';

/** A definition with the defaults of ansible-builder 3.2, in one shape for all versions. */
export interface BuildValues {
  /** The number as written: ansible-builder compares 2.5 with 3 and 1. */
  readonly version: number;
  readonly baseImage: string;
  /** Null where the argument is left out. */
  readonly builderImage: string | null;
  /** The builder stage starts from an image of its own. */
  readonly hasBuilderImage: boolean;
  readonly pythonPath: string;
  readonly pythonPackage: string | null;
  readonly preserveCache: string;
  readonly collectionOptions: string;
  readonly roleOptions: string;
  readonly ansibleReferences: string | null;
  readonly options: ImageOptions | null;
  readonly init: { readonly package_pip?: string | undefined; readonly entrypoint?: string | undefined; readonly cmd?: string | undefined };
  readonly steps: Partial<Record<Hook, string | readonly string[]>>;
}

/** Version 3 only. */
interface ImageOptions {
  readonly skipPipInstall: boolean;
  readonly skipAnsibleCheck: boolean;
  readonly relaxPasswdPermissions: boolean;
  readonly workdir: string;
  readonly packageManagerPath: string;
  readonly user: string;
}

export function buildValuesOf(model: DefinitionModel): BuildValues {
  const { definition } = model;
  const version = definition.version ?? 1;
  const buildArguments = definition.build_arg_defaults ?? {};
  return {
    version,
    ...imagesOf(model, version),
    pythonPath: DEFAULT_PYTHON,
    pythonPackage: null,
    preserveCache: '',
    collectionOptions: buildArguments.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS ?? '',
    roleOptions: buildArguments.ANSIBLE_GALAXY_CLI_ROLE_OPTS ?? '',
    ansibleReferences: null,
    options: null,
    init: {},
    steps: stepsOf(model),
    ...(model.version === 3 ? version3Values(model.definition) : {}),
  };
}

type Images = Pick<BuildValues, 'baseImage' | 'builderImage' | 'hasBuilderImage'>;

function imagesOf(model: DefinitionModel, version: number): Images {
  const defaultBuilder = version > 2 ? null : DEFAULT_BUILDER;
  switch (model.version) {
    case 1:
      return version1Images(model.definition, version, defaultBuilder);
    case 2:
      return version2Images(model.definition, defaultBuilder);
    case 3:
      return { baseImage: model.definition.images?.base_image?.name ?? DEFAULT_BASE, builderImage: null, hasBuilderImage: false };
  }
}

function version1Images({ build_arg_defaults: values = {} }: DefinitionV1, version: number, defaultBuilder: string | null): Images {
  const { EE_BASE_IMAGE: baseImage = DEFAULT_BASE, EE_BUILDER_IMAGE: builderImage = defaultBuilder } = values;
  return { baseImage, builderImage, hasBuilderImage: version === 1 };
}

/** An empty builder_image counts as one without a name. */
function version2Images({ images = {} }: DefinitionV2, defaultBuilder: string | null): Images {
  const { base_image: base, builder_image: builder } = images;
  const builderImage = builder === undefined ? defaultBuilder : (builder.name ?? null);
  return { baseImage: base?.name ?? DEFAULT_BASE, builderImage, hasBuilderImage: builder !== undefined };
}

function stepsOf(model: DefinitionModel): BuildValues['steps'] {
  if (model.version === 3) return definedOnly(model.definition.additional_build_steps ?? {});
  const { prepend, append } = model.definition.additional_build_steps ?? {};
  return definedOnly({ prepend_final: prepend, append_final: append });
}

function definedOnly<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function version3Values({ dependencies = {}, options = {}, build_arg_defaults: values = {} }: DefinitionV3): Partial<BuildValues> {
  const { python_path: pythonPath = '', package_system: pythonPackage = null } = dependencies.python_interpreter ?? {};
  return {
    pythonPath: pythonPath === '' ? DEFAULT_PYTHON : pythonPath,
    pythonPackage,
    preserveCache: values.PKGMGR_PRESERVE_CACHE ?? '',
    ansibleReferences: ansibleReferences(dependencies),
    init: options.container_init ?? DEFAULT_INIT,
    options: imageOptions(options),
  };
}

function ansibleReferences({ ansible_core: core, ansible_runner: runner }: NonNullable<DefinitionV3['dependencies']>): string | null {
  const references = [core?.package_pip, runner?.package_pip].filter((reference) => reference !== undefined && reference !== '');
  return references.length === 0 ? null : references.join(' ');
}

function imageOptions(options: NonNullable<DefinitionV3['options']>): ImageOptions {
  return {
    skipPipInstall: options.skip_pip_install ?? false,
    skipAnsibleCheck: options.skip_ansible_check ?? false,
    relaxPasswdPermissions: options.relax_passwd_permissions ?? true,
    workdir: options.workdir === undefined ? '/runner' : (options.workdir ?? ''),
    packageManagerPath: options.package_manager_path ?? '/usr/bin/dnf',
    user: options.user ?? '1000',
  };
}
