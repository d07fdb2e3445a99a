import type { ImportNote } from '#lib/ee/import/types.ts';
import { note } from '#lib/ee/import/ee-utilities/note.ts';
import type { Variable, Variables } from '#lib/ee/import/ee-utilities/variables.ts';

/** Variables that become part of a definition, its settings or its credentials: see map-item.ts and credentials.ts. */
const MAPPED = new Set([
  'ee_list',
  'ee_version',
  'ee_build_options',
  'ee_build_arg_defaults',
  'ee_stream',
  'ee_base_image',
  'ee_base_sig_name',
  'ee_pull_collections_from_hub',
  'ee_registry_dest',
  'ee_base_registry_username',
  'ee_base_registry_password',
  'ee_registry_username',
  'ee_registry_password',
  'ee_ah_host',
  'ee_ah_token',
  'ah_host',
  'ah_token',
  'aap_hostname',
  'aap_token',
  'ee_aap_version',
]);

/** What the other variables of the role mean here. */
const NOTED: Readonly<Record<string, string>> = {
  ee_builder_dir: 'each build has a folder of its own, made and removed by the worker.',
  ee_builder_dir_clean: 'each build has a folder of its own that is always removed.',
  ee_container_runtime: 'the worker builds with podman.',
  ee_verbosity: 'the log of a build always shows everything.',
  ee_prune_images: 'the worker looks after its own storage; images of the host are never touched.',
  ee_update_base_images: 'choose "Build with newer base" to look for a newer base image.',
  ansible_cfg_file: 'the role does not use it either.',
  ee_squash: 'layers are not squashed.',
  ee_extra_build_cli_args: 'options of the build command line are not taken over.',
  ee_galaxy_keyring: 'the keyring is not taken over: signatures of collections are not checked unless the definition does so itself.',
  ee_galaxy_ignore_signature_status_code: 'signatures of collections are not checked unless the definition does so itself.',
  galaxy_required_valid_signature_count: 'signatures of collections are not checked unless the definition does so itself.',
  ee_container_policy: 'the policy for images is that of the worker.',
  ee_image_push: 'a build always pushes its image to the destination of the definition.',
  ee_auth_file: 'add a registry credential and choose it for pushing.',
  ee_executable: 'the worker has its own podman.',
  ee_ca_cert_dir: 'certificate authorities are a setting of the service (EEF_CA_BUNDLE).',
  ee_validate_certs: 'certificates are always checked; a registry without TLS is a setting of the service (EEF_INSECURE_REGISTRIES).',
  ee_sign_by: 'images are not signed.',
  ee_create_controller_def: 'the image is not registered in a controller by the import.',
  ee_reg_credential: 'the image is not registered in a controller by the import.',
  ee_create_ansible_config: 'the role of version 3 does not know it; ee_pull_collections_from_hub took its place.',
  ee_builder_image: 'definitions of version 3 have no builder image.',
};

const IGNORED_WHEN_DEFAULT = new Map([
  ['ee_container_runtime', 'podman'],
  ['ee_image_push', 'true'],
]);

/** Says of every variable of the role that is not mapped what became of it, and names those that nobody knows. */
export function variableNotes(variables: Variables): ImportNote[] {
  return [...variables.values()].flatMap((variable) => {
    if (variable.offset < 0 || MAPPED.has(variable.name)) return [];
    const meaning = NOTED[variable.name];
    if (meaning !== undefined) return isDefault(variable) ? [] : [note('info', 'variable-left-out', `${variable.name} is not taken over: ${meaning}`, variable)];
    return variable.name.startsWith('ee_') ? [unknown(variable)] : [];
  });
}

function unknown(variable: Variable): ImportNote {
  return note('info', 'variable-unknown', `${variable.name} is not a variable of the role ee_builder. It is only used where other values mention it.`, variable);
}

function isDefault({ name, value }: Variable): boolean {
  return value.kind === 'scalar' && IGNORED_WHEN_DEFAULT.get(name) === value.source;
}
