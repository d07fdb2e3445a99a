import path from 'node:path';
import type { DefinitionJob, Job } from '#lib/contract/worker-protocol.ts';
import type { Attempt } from './attempt.ts';
import { readOutput } from './phase-files.ts';

const MAX_FILE_BYTES = 1024 * 1024;

/** Text of one of the definition's files; null when there is none of this name, or it is too large to be text. */
export async function readDefinitionFile({ job, getBlob }: Attempt<Job & DefinitionJob>, name: string): Promise<string | null> {
  const file = job.files.find((each) => each.path === name);
  if (file === undefined || file.size > MAX_FILE_BYTES) return null;
  const local = await getBlob(file.sha256, file.size);
  const bytes = await readOutput(path.dirname(local), path.basename(local), MAX_FILE_BYTES);
  return bytes?.toString('utf8') ?? null;
}
