import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { ArtifactKind } from '#lib/contract/worker-protocol.ts';
import type { Task } from '#lib/contract/tasks.ts';
import { artifactFile } from '#lib/server/artifacts/file.ts';

/** What the newest attempt of an ended task found. Checked again: parts of it are claims of untrusted code. */
export async function readResult<S extends z.ZodType>({ attempt, finishedAt }: Task, kind: ArtifactKind, schema: S): Promise<z.infer<S> | null> {
  const artifact = attempt?.artifacts.find((each) => each.kind === kind);
  if (artifact === undefined || finishedAt === null) return null;
  return schema.parse(JSON.parse(await readFile(artifactFile(artifact.sha256), 'utf8')));
}
