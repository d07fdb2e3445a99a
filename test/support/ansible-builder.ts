import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const VERSION = '3.2.0';
export const BUILDER_VENV = resolve(`node_modules/.cache/ee-foundry/ab-${VERSION}`);

export interface CreateJob {
  readonly text: string;
  /** What lies beside the definition: path to text. */
  readonly files: Readonly<Record<string, string>>;
}

const CreateResult = z.object({
  accepted: z.boolean(),
  message: z.string(),
  containerfile: z.string(),
  /** Path below `_build` to mode and text, without ansible-builder's own scripts. */
  files: z.record(z.string(), z.tuple([z.number(), z.string()])),
});
export type CreateResult = z.infer<typeof CreateResult>;

/** Set-up of the integration tests: installs the real ansible-builder once, from the index that pip is configured with. */
export default function ensureAnsibleBuilder(): void {
  if (existsSync(join(BUILDER_VENV, 'ready'))) return;
  rmSync(BUILDER_VENV, { recursive: true, force: true });
  mkdirSync(resolve(BUILDER_VENV, '..'), { recursive: true });
  run('python3', ['-m', 'venv', BUILDER_VENV]);
  run(join(BUILDER_VENV, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `ansible-builder==${VERSION}`]);
  mkdirSync(join(BUILDER_VENV, 'ready.tmp'));
  renameSync(join(BUILDER_VENV, 'ready.tmp'), join(BUILDER_VENV, 'ready'));
}

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
}

/** What `ansible-builder create` does with each definition, in order. */
export async function createContexts(jobs: readonly CreateJob[]): Promise<CreateResult[]> {
  const child = spawn(join(BUILDER_VENV, 'bin/python'), [resolve('test/support/ansible-builder-oracle.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
  const results: CreateResult[] = [];
  for await (const line of createInterface({ input: child.stdout })) results.push(CreateResult.parse(JSON.parse(line)));
  if (results.length !== jobs.length) throw new Error(`ansible-builder answered ${String(results.length)} of ${String(jobs.length)} definitions.`);
  return results;
}
