import { readInstructions } from '#lib/ee/containerfile/instructions.ts';
import { findGalaxyRequirements, normalizePath, type GalaxyRequirements, type TextFiles } from '#lib/ee/galaxy/requirements.ts';
import type { DefinitionV3 } from '#lib/ee/schema/v3.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';

export interface SecretReason {
  readonly code: 'signatures' | 'private-role' | 'own-ansible-cfg' | 'unreadable-requirements';
  readonly message: string;
}

const SIGNATURE_OPTIONS = /--(?:keyring|required-valid-signature-count|ignore-signature-status-codes?|signature)\b/;

/**
 * Why collections of this definition cannot be collected before the build, so that the two Galaxy steps need
 * the credential as a secret mount. Empty for most definitions.
 */
export function needsSecretMount(model: DefinitionModel, files: TextFiles): SecretReason[] {
  const galaxy = model.definition.dependencies?.galaxy;
  if (galaxy === undefined || galaxy === '') return [];
  const requirements = findGalaxyRequirements(model, files);
  const reasons = [signatureReason(model, requirements), roleReason(requirements), configReason(model, files)];
  const unreadable: SecretReason = {
    code: 'unreadable-requirements',
    message: 'The Galaxy requirements cannot be read before the build.',
  };
  return [...reasons.filter((reason) => reason !== null), ...(requirements === null ? [unreadable] : [])];
}

function signatureReason(model: DefinitionModel, requirements: GalaxyRequirements | null): SecretReason | null {
  const options = model.definition.build_arg_defaults?.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS ?? '';
  const isSigned = requirements?.collections.some(({ signatures }) => signatures.length > 0) ?? false;
  if (!SIGNATURE_OPTIONS.test(options) && !isSigned) return null;
  return { code: 'signatures', message: 'Signatures of collections are checked while they are installed.' };
}

/** A role with an own server: a plain namespace.name comes from the Galaxy server, git over https needs no Galaxy token. */
function roleReason(requirements: GalaxyRequirements | null): SecretReason | null {
  const names = (requirements?.roles ?? []).map((role) => role.src ?? role.name ?? '').filter((name) => /^[\w-]+\.[\w.-]+$/.test(name));
  if (names.length === 0) return null;
  return { code: 'private-role', message: `Roles are installed by the build itself: ${names.join(', ')}.` };
}

function configReason(model: DefinitionModel, files: TextFiles): SecretReason | null {
  const message = 'The definition brings its own ansible.cfg for the Galaxy stage.';
  const reason: SecretReason = { code: 'own-ansible-cfg', message };
  if (model.version === 1) return (model.definition.ansible_config ?? '') === '' ? null : reason;
  if (model.version === 2) return null;
  return copiesConfig(model.definition) && hasServers(model.definition.additional_build_files ?? [], files) ? reason : null;
}

function copiesConfig({ additional_build_steps: steps }: DefinitionV3): boolean {
  const instructions = [steps?.prepend_base, steps?.append_base, steps?.prepend_galaxy].flatMap(instructionsOf);
  return instructions.some(({ keyword, text }) => /^(?:COPY|ADD|ENV|RUN)$/.test(keyword) && /ansible\.cfg|ANSIBLE_(?:GALAXY_SERVER|CONFIG)/.test(text));
}

function instructionsOf(steps: string | readonly string[] | undefined) {
  if (steps === undefined) return [];
  return readInstructions(typeof steps === 'string' ? steps : steps.join('\n'));
}

/** Whether a configuration that is copied could name Galaxy servers; one that is not among the files could. */
function hasServers(entries: readonly { src: string }[], files: TextFiles): boolean {
  const configs = entries.map(({ src }) => normalizePath(src)).filter((src) => src.endsWith('.cfg'));
  const texts = configs.map((src) => files[src]);
  return texts.length === 0 || texts.some((text) => text === undefined || /^\s*\[?galaxy|server_list/m.test(text));
}
