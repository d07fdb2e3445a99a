import type { Secrets } from '#lib/contract/worker-protocol.ts';
import type { SecretValue } from '#worker/log/secret-variants.ts';

/** auth.json of containers-auth.json(5). */
export function renderAuthFile(secrets: Secrets): string {
  const auths = secrets.registries.map(({ host, username, password }) => [host, { auth: Buffer.from(`${username}:${password}`).toString('base64') }] as const);
  return JSON.stringify({ auths: Object.fromEntries(auths) });
}

/** ansible.cfg with the Galaxy servers in order; of `ownConfig` everything stays that is not about the same servers. */
export function renderGalaxyConfig(secrets: Secrets, ownConfig: string | null): string {
  const servers = secrets.galaxy.map((server, index) => ({ ...server, key: `server_${index + 1}` }));
  const own = readSections(ownConfig ?? '');
  const ownList = own.get('galaxy')?.get('server_list');
  const galaxy = new Map(own.get('galaxy') ?? []);
  const names = [...servers.map((server) => server.key), ...(ownList === undefined ? [] : [ownList])];
  if (names.length > 0) galaxy.set('server_list', names.join(', '));
  own.set('galaxy', galaxy);
  for (const server of servers) {
    own.set(`galaxy_server.${server.key}`, new Map([['url', oneLine(server.url)], ...optional('auth_url', server.authUrl), ...logIn(server)]));
  }
  return [...own].map(([name, settings]) => [`[${name}]`, ...[...settings].map(([key, value]) => `${key} = ${value}`), ''].join('\n')).join('\n');
}

export function secretValues(secrets: Secrets): SecretValue[] {
  return [
    ...secrets.registries.map(({ password, username }) => ({ value: password, username })),
    ...secrets.galaxy.flatMap(({ token, username }) => (token === null ? [] : [{ value: token, username }])),
  ];
}

function logIn(server: Secrets['galaxy'][number]): [string, string][] {
  if (server.token === null) return [];
  if (server.username === null || server.username === '') return [['token', oneLine(server.token)]];
  return [['username', oneLine(server.username)], ['password', oneLine(server.token)]];
}

function optional(key: string, value: string | null): [string, string][] {
  return value === null || value === '' ? [] : [[key, oneLine(value)]];
}

/** A line break would begin another setting. */
function oneLine(value: string): string {
  return value.replaceAll(/[\r\n]+/g, '').trim();
}

function readSections(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | null = null;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    const setting = /^([^\s#;=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (header !== undefined) {
      current = sections.get(header) ?? new Map<string, string>();
      sections.set(header, current);
    } else if (setting !== null) current?.set(setting[1] ?? '', setting[2] ?? '');
  }
  return sections;
}
