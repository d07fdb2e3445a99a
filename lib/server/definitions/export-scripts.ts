import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { Actor } from '#lib/contract/common.ts';
import { artifactFile } from '#lib/server/artifacts/file.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';

const SCRIPT = /(?:^|\/)_build\/scripts\/([\w.-]+)$/;
const MAX_SCRIPT_BYTES = 1024 * 1024;

export interface BuilderScript {
  readonly name: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

/** ansible-builder's own scripts, as the builder image put them into the newest build context; none before the first build. */
export async function findBuilderScripts(actor: Actor): Promise<BuilderScript[]> {
  const teamId = authorizeInTeam(actor, 'build.read');
  const artifact = await getDb().artifact.findFirst({ where: { kind: 'context', teamId }, orderBy: { createdAt: 'desc' } });
  return artifact === null ? [] : readScripts(artifactFile(artifact.sha256));
}

async function readScripts(file: string): Promise<BuilderScript[]> {
  const scripts: BuilderScript[] = [];
  const tar = extract();
  const reading = (async () => {
    for await (const entry of tar) {
      const { name, mode, size, type } = entry.header;
      const script = SCRIPT.exec(name)?.[1];
      if (script === undefined || type !== 'file' || size > MAX_SCRIPT_BYTES) entry.resume();
      else scripts.push({ name: script, mode: mode & 0o777, content: await buffer(entry) });
    }
  })();
  await Promise.all([pipeline(createReadStream(file), tar), reading]);
  return scripts;
}
