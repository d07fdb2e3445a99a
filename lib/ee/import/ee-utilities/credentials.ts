import type { CredentialReference } from '#lib/ee/import/types.ts';
import { hasJinja, type JinjaFiller } from '#lib/ee/import/ee-utilities/jinja.ts';
import { isGiven, isTrue, textOf, type Variables } from '#lib/ee/import/ee-utilities/variables.ts';

const PULL = ['ee_base_registry_username', 'ee_base_registry_password'];
const PUSH = ['ee_registry_username', 'ee_registry_password', 'ee_auth_file'];
const HUB_TOKENS = ['ee_ah_token', 'ah_token', 'aap_token'];
/** Newer hubs have their repositories elsewhere: redhat-cop/ee_utilities#173. */
const FIRST_GATEWAY_VERSION = 2.5;

interface Question {
  readonly variables: Variables;
  readonly filler: JinjaFiller;
  readonly baseImage: string;
  readonly repository: string | null;
}

/** Which credentials to choose: where they are for. Names and values of accounts are not looked at. */
export function credentialsOf({ variables, filler, baseImage, repository }: Question): CredentialReference[] {
  const given = (names: readonly string[]) => names.filter((name) => isGiven(variables, name));
  const pull = given(PULL);
  const push = given(PUSH);
  const tokens = given(HUB_TOKENS);
  const usesHub = tokens.length > 0 || isTrue(variables, 'ee_pull_collections_from_hub');
  const pushHost = repository === null ? null : hostOf(repository);
  return [
    ...reference('pull', hostOf(baseImage), pull),
    // As the role does: the credentials of the base image push, where there are no others.
    ...reference('push', pushHost, push.length > 0 ? push : pull),
    ...(usesHub ? [{ use: 'galaxy' as const, host: hubUrl(variables, filler), variables: tokens }] : []),
  ];
}

function reference(use: CredentialReference['use'], host: string | null, variables: readonly string[]): CredentialReference[] {
  return variables.length === 0 ? [] : [{ use, host, variables }];
}

function hubUrl(variables: Variables, filler: JinjaFiller): string | null {
  const url = hubServers(variables, filler)[0]?.url ?? null;
  return url === null || hasJinja(url) ? null : url;
}

/** The registry of an image; null where it is unknown. */
function hostOf(image: string): string | null {
  const host = image.split('/')[0] ?? '';
  if (hasJinja(host) || !image.includes('/')) return null;
  return /[.:]|^localhost$/.test(host) ? host : null;
}

export interface HubServer {
  readonly name: string;
  readonly url: string;
}

const REPOSITORIES = [
  ['automation_hub_pub', 'published'],
  ['automation_hub_cert', 'rh-certified'],
  ['automation_hub_validated', 'validated'],
  ['automation_hub_comm', 'community'],
] as const;

/** The four repositories of the private hub that the role writes into its ansible.cfg. */
export function hubServers(variables: Variables, filler: JinjaFiller): HubServer[] {
  const named = ['ee_ah_host', 'ah_host', 'aap_hostname'].map((name) => textOf(variables, name)).find((host) => host !== null);
  const host = filler.fill(named ?? '{{ ee_ah_host }}', 'ansible.cfg').replace(/^https?:\/\//, '').replace(/\/+$/, '');
  const version = Number.parseFloat(textOf(variables, 'ee_aap_version') ?? '');
  const path = version >= FIRST_GATEWAY_VERSION ? 'pulp_ansible/galaxy' : 'api/galaxy/content';
  return REPOSITORIES.map(([name, repository]) => ({ name, url: `https://${host}/${path}/${repository}/` }));
}

/** The role's ansible.cfg without its token: a credential takes its place. */
export function hubConfig(servers: readonly HubServer[]): string {
  const sections = servers.map(({ name, url }) => `\n[galaxy_server.${name}]\nurl=${url}\n`);
  return `[galaxy]\nserver_list = ${servers.map(({ name }) => name).join(',')}\n${sections.join('')}`;
}
