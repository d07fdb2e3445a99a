import { readGalaxyFailure, type UnmetCollection } from '#lib/ee/preflight/galaxy-failure.ts';
import type { CollectFinding, Findings } from '#lib/ee/preflight/findings.ts';
import type { Places } from '#lib/ee/preflight/places.ts';
import { ok, problem, skipped, warning, type Check, type Conflict, type Fix } from '#lib/ee/preflight/result.ts';

type Failed = Extract<CollectFinding, { kind: 'failed' }>;

export interface CollectionFindings {
  checks: Check[];
  conflicts: Conflict[];
}

const PATH = ['dependencies', 'galaxy'];
const HEAD = { id: 'collections', title: 'Collections', path: PATH } as const;

export function collectionChecks(findings: Findings, places: Places): CollectionFindings {
  const { collect, introspected } = findings;
  const roles = rolesCheck(places);
  if (collect.kind === 'failed') {
    const failed = failure(collect, places);
    return { checks: [failed.check, ...roles], conflicts: failed.conflicts };
  }
  if (collect.kind === 'none') return { checks: roles, conflicts: [] };
  if (collect.kind === 'skipped') return { checks: [skipped({ ...HEAD, detail: collect.note }), ...roles], conflicts: [] };
  const count = introspected?.collections.length ?? 0;
  return { checks: [ok({ ...HEAD, detail: `${count} ${count === 1 ? 'collection was' : 'collections were'} resolved and collected.` }), ...roles, ...introspectChecks(findings)], conflicts: [] };
}

function rolesCheck(places: Places): Check[] {
  const { items } = places.form.roles;
  if (items.length === 0) return [];
  return [skipped({ id: 'roles', title: 'Roles', path: [...PATH, 'roles'], detail: `${items.length} ${items.length === 1 ? 'role is' : 'roles are'} installed by the build itself; preflight does not look them up.` })];
}

function introspectChecks({ introspected }: Findings): Check[] {
  if (introspected === null) return [];
  const head = { id: 'introspect', title: 'Requirements of the collections' } as const;
  const broken = introspected.collections.filter(({ error }) => error !== null);
  const errors = [...broken.map(({ name, error }) => `${name}: ${error ?? ''}`), ...introspected.errors];
  if (errors.length > 0) {
    return [problem({ ...head, detail: `ansible-builder's introspect stops at ${errors.join('; ')}`.slice(0, 4000), remedy: 'Take another version of this collection, or leave the collection out.' })];
  }
  const ignoring = introspected.collections.filter(({ ignored }) => ignored.length > 0);
  const detail = `Read from ${introspected.collections.filter(({ python, system }) => python.file !== null || system.file !== null).length} of ${introspected.collections.length} collections.`;
  if (ignoring.length === 0) return [ok({ ...head, detail })];
  const files = ignoring.map(({ name, ignored }) => `${name} (${ignored.map(({ file }) => file).join(', ')})`).join(', ');
  return [warning({ ...head, detail: `${detail} Not read, silently: ${files}.`.slice(0, 4000), remedy: 'If the collection needs what is in these files, add it to the Python or system packages.' })];
}

function failure(collect: Failed, places: Places): { check: Check; conflicts: Conflict[] } {
  const read = readGalaxyFailure(collect.text);
  switch (read.kind) {
    case 'conflict':
      return conflictFailure(read.unmet, collect, places);
    case 'unreachable':
      return alone(`The Galaxy server ${read.server} cannot be reached.`, 'Check its address under Credentials, and that the worker can reach it; or leave it out of the Galaxy servers in Output.');
    case 'refused':
      return alone(`The Galaxy server ${read.server} answered ${read.code}: it does not take the token.`, 'Test the credential under Credentials and give it a new token.');
    case 'untrusted':
      return alone(`The Galaxy server ${read.server} shows a certificate that no known authority signed.`, 'Give the file with your certificate authorities to the worker by the setting EEF_CA_BUNDLE and restart it.');
    case 'other':
      return alone(`The collections could not be collected: ${read.message}`, 'The log of this preflight has the whole message.');
  }
}

function alone(detail: string, remedy: string): { check: Check; conflicts: Conflict[] } {
  return { check: problem({ ...HEAD, detail, remedy }), conflicts: [] };
}

function conflictFailure(unmet: readonly UnmetCollection[], collect: Failed, places: Places): { check: Check; conflicts: Conflict[] } {
  const names = [...new Set(unmet.map(({ name }) => name))];
  const conflicts = names.map((name) => toConflict(name, unmet.filter((each) => each.name === name), collect, places));
  const detail = conflicts.map(({ what }) => what).join(' ');
  return { check: problem({ ...HEAD, detail, remedy: 'See the conflicts below: who asks for what, and what would help.' }), conflicts };
}

function toConflict(name: string, unmet: readonly UnmetCollection[], collect: Failed, places: Places): Conflict {
  const path = places.collectionOf(name)?.path ?? null;
  const askers = unmet.map(({ range, by }) => ({ who: by ?? 'you', line: range === '*' ? name : `${name} ${range}`, path: by === null ? path : null }));
  return { kind: 'collections', what: wordsOf(name, unmet, collect.newest[name]), askers, fixes: fixesOf(name, unmet, collect, places) };
}

function wordsOf(name: string, unmet: readonly UnmetCollection[], newest: string | null | undefined): string {
  if (newest === null) return `No Galaxy server of this definition has a collection ${name}.`;
  const ranges = [...new Set(unmet.map(({ range }) => range))].join(' and ');
  if (ranges === '*') return `${name} could not be found, or none of its versions is a finished one.`;
  return newest === undefined ? `No version of ${name} is ${ranges}.` : `No version of ${name} is ${ranges}; the newest is ${newest}.`;
}

function fixesOf(name: string, unmet: readonly UnmetCollection[], { newest }: Failed, places: Places): Fix[] {
  const isAsked = unmet.some(({ by }) => by === null);
  const path = places.collectionOf(name)?.path ?? null;
  if (!isAsked || path === null) return [];
  const found = newest[name];
  if (found === null) return toFixes(`Remove ${name}`, places.removeEntry(path));
  const others = [...new Set(unmet.filter(({ by, range }) => by !== null && range !== '*').map(({ range }) => range))];
  if (others.length > 0) return toFixes(`Take ${name} ${others.join(',')}, as ${unmet.find(({ by }) => by !== null)?.by ?? ''} asks`, places.setCollectionVersion(name, others.join(',')));
  return found === undefined ? [] : toFixes(`Take ${name} ${found}`, places.setCollectionVersion(name, found));
}

function toFixes(title: string, edits: Fix['edits'] | null): Fix[] {
  return edits === null ? [] : [{ title, edits }];
}
