import type { YamlTree } from '#lib/ee/yaml/tree.ts';
import { readAnsibleYaml, type AnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';

/** A variable with the file that gives it. */
export interface Variable {
  readonly name: string;
  readonly value: YamlTree;
  readonly yaml: AnsibleYaml;
  readonly file: string;
  /** Where its key stands; -1 for a default of the role. */
  readonly offset: number;
}

export type Variables = ReadonlyMap<string, Variable>;

export const ROLE_DEFAULTS = '(defaults of the role ee_builder)';

/** What of the defaults of infra.ee_utilities.ee_builder 3.1.2 shapes a definition. */
const DEFAULTS = `
ee_version: 3
ee_pull_collections_from_hub: true
ee_build_arg_defaults:
  ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: '-vv'
ee_image_push: true
`;

/** By `ee_stream`, which is "downstream" when `ee_base_registry_username` is given. */
const STREAMS = {
  upstream: 'ee_base_image: quay.io/ansible/ansible-runner:latest\nee_build_options: {}\n',
  downstream:
    'ee_base_image: registry.redhat.io/ansible-automation-platform-24/ee-minimal-rhel9:latest\nee_build_options:\n  package_manager_path: /usr/bin/microdnf\n',
};

export function withDefaults(given: Variables): Variables {
  const stream = given.get('ee_stream')?.value;
  const named = stream?.kind === 'scalar' ? stream.source : given.has('ee_base_registry_username') ? 'downstream' : 'upstream';
  const defaults = readAnsibleYaml(DEFAULTS + (named === 'downstream' ? STREAMS.downstream : STREAMS.upstream));
  return new Map([...variablesOf(defaults, defaults.root, ROLE_DEFAULTS, true), ...given]);
}

/** The entries of a mapping as variables. */
export function variablesOf(yaml: AnsibleYaml, tree: YamlTree | null, file: string, isDefault = false): Map<string, Variable> {
  if (tree?.kind !== 'map') return new Map();
  const named = tree.entries.filter(({ key }) => key.scalar.type === 'str');
  return new Map(named.map(({ key, value }) => [key.source, { name: key.source, value, yaml, file, offset: isDefault ? -1 : key.span.start }]));
}

export function textOf(variables: Variables, name: string): string | null {
  const value = variables.get(name)?.value;
  return value?.kind === 'scalar' && value.scalar.type !== 'null' ? value.source : null;
}

export function isTrue(variables: Variables, name: string): boolean {
  const scalar = scalarOf(variables.get(name)?.value);
  return scalar === true || (typeof scalar === 'string' && /^(?:true|yes|on|1)$/i.test(scalar));
}

function scalarOf(tree: YamlTree | undefined): unknown {
  return tree?.kind === 'scalar' ? tree.scalar.value : undefined;
}

export function isGiven(variables: Variables, name: string): boolean {
  const variable = variables.get(name);
  return variable !== undefined && variable.offset >= 0;
}


