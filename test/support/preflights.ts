import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Preflight, type PreflightFix, type StartPreflight } from '#lib/contract/preflight.ts';
import { editDefinition } from '#lib/ee/edit/edit.ts';
import { writeCollection } from './collection-tarball.ts';
import type { Platform } from './platform.ts';

const TIMEOUT_MS = 10 * 60_000;
const POLL_MS = 250;

/** Runs a preflight of a text to its end. */
export async function runPreflight({ api }: Platform, definitionId: string, body: StartPreflight): Promise<Preflight> {
  let preflight = await api.call(`/definitions/${definitionId}/preflights`, { method: 'POST', body, schema: Preflight });
  for (const deadline = Date.now() + TIMEOUT_MS; preflight.finishedAt === null;) {
    if (Date.now() > deadline) throw new Error(`The preflight is ${preflight.status} still: ${JSON.stringify(preflight.attempt?.phases)}`);
    await sleep(POLL_MS);
    preflight = await api.call(`/preflights/${preflight.id}`, { schema: Preflight });
  }
  return preflight;
}

/** The text after the first fix of every conflict, and of every check that offers one. */
export function withFirstFixes(text: string, { result }: Preflight): string {
  const fixes = [...(result?.conflicts ?? []), ...(result?.checks ?? [])].flatMap(({ fixes: [first] }) => first ?? []);
  if (fixes.length === 0) throw new Error(`Nothing is offered: ${JSON.stringify(result?.checks)}`);
  return fixes
    .flatMap(({ edits }) => edits)
    .sort((a, b) => turnOf(a) - turnOf(b))
    .reduce((before, edit) => {
      const edited = editDefinition(before, edit);
      if (!edited.ok) throw new Error(`${JSON.stringify(edit)}: ${edited.message}`);
      return edited.text;
    }, text);
}

/** What is taken out of a list moves what comes after it: last, and from the end. */
function turnOf({ kind, path }: PreflightFix['edits'][number]): number {
  return kind === 'delete' ? 1000 - Number(path.at(-1)) : 0;
}

interface TestCollection {
  name: string;
  version?: string;
  dependencies?: Record<string, string>;
  files?: Record<string, string>;
}

/** Puts collections of the namespace eefpreflight onto the platform's Galaxy endpoint; those that are there stay. */
export async function ensureCollections({ api }: Platform, collections: readonly TestCollection[]): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'eef-collections-'));
  try {
    for (const { version = '1.0.0', files = {}, ...collection } of collections) {
      const file = path.join(dir, `eefpreflight-${collection.name}-${version}.tar.gz`);
      await writeCollection(file, { namespace: 'eefpreflight', ...collection, version, files: { 'README.md': '# test\n', 'meta/runtime.yml': 'requires_ansible: ">=2.15"\n', ...files } });
      const response = await api.raw('/collections', { method: 'POST', body: (await readFile(file)) as unknown as BodyInit, headers: { 'content-type': 'application/octet-stream' } });
      if (!response.ok && response.status !== 409) throw new Error(`A collection was not taken: ${await response.text()}`);
    }
  } finally {
    await rm(dir, { recursive: true });
  }
}
