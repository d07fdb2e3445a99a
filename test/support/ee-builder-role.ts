import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { BUILDER_VENV } from '#test/support/ansible-builder.ts';

const ROLE_TARBALL = resolve('../shared/corpus/collections/infra-ee_utilities-3.1.2.tar.gz');
const ROLE_FOLDER = resolve('node_modules/.cache/ee-foundry/infra-ee_utilities-3.1.2');
/** Its filters (to_nice_yaml, …) are what the role's template calls. */
const ANSIBLE_CORE = 'ansible-core==2.17.14';

const Rendered = z.array(z.object({ name: z.string(), legacy: z.boolean(), computed: z.array(z.string()), definition: z.record(z.string(), z.unknown()) }));
export type Rendered = z.infer<typeof Rendered>;

/** What the template of the role ee_builder renders for each item of each `ee_list` of the files, in order. */
export function renderRole(texts: readonly string[]): Rendered[] {
  ensureRole();
  const input = texts.map((text) => `${JSON.stringify({ text })}\n`).join('');
  const output = run(join(BUILDER_VENV, 'bin/python'), [resolve('test/support/ee-builder-role-oracle.py'), join(ROLE_FOLDER, 'roles/ee_builder')], input);
  return output.trimEnd().split('\n').map((line) => Rendered.parse(JSON.parse(line)));
}

function ensureRole(): void {
  const mark = join(ROLE_FOLDER, 'ready');
  if (existsSync(mark)) return;
  mkdirSync(ROLE_FOLDER, { recursive: true });
  run('tar', ['-xzf', ROLE_TARBALL, '-C', ROLE_FOLDER]);
  run(join(BUILDER_VENV, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ANSIBLE_CORE]);
  writeFileSync(mark, '');
}

function run(command: string, args: string[], input = ''): string {
  const { status, stderr, stdout } = spawnSync(command, args, { encoding: 'utf8', input });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}
