import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { Template } from '#lib/contract/definitions.ts';
import { templates } from '#lib/ee/templates/templates.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';

const BUILDER_DIR = 'worker/builder';
const Head = z.object({ additional_build_files: z.array(z.object({ src: z.string() })).catch([]) }).catch({ additional_build_files: [] });

/** The starting points of a new definition: those of lib/ee, and ee_builder as it is shipped. */
export async function listTemplates(actor: Actor): Promise<Template[]> {
  authorizeInTeam(actor, 'template.read');
  const { defaultBaseImage, settings } = getConfig();
  const parameters = settings.EEF_BASE_IMAGE === undefined ? { baseImage: defaultBaseImage, packageManagerPath: '/usr/bin/apt-get' } : { baseImage: defaultBaseImage };
  const known = templates(parameters).map((template) => ({
    ...template,
    files: Object.entries(template.files).map(([file, content]) => ({ path: file, content, executable: false })),
  }));
  const builder = await findBuilderTemplate(defaultBaseImage);
  return builder === null ? known : [...known, builder];
}

async function findBuilderTemplate(baseImage: string): Promise<Template | null> {
  const file = path.join(/* turbopackIgnore: true */ BUILDER_DIR, 'execution-environment.yml');
  if (!existsSync(file)) return null;
  const text = (await readFile(file, 'utf8')).replaceAll('localhost:5000/ee-minimal:latest', baseImage);
  const sources = Head.parse(parse(text)).additional_build_files.map((entry) => entry.src);
  const files = (await Promise.all(sources.map(filesAt))).flat();
  return { id: 'ee_builder', title: 'ee_builder', description: 'The builder itself: an execution environment that builds execution environments.', text, files };
}

/** A file, or every file of a folder, with paths relative to the definition. */
async function filesAt(source: string): Promise<Template['files']> {
  const file = path.join(/* turbopackIgnore: true */ BUILDER_DIR, source);
  const status = await stat(file);
  if (status.isDirectory()) return (await Promise.all((await readdir(file)).map((name) => filesAt(path.join(source, name))))).flat();
  return [{ path: source, content: await readFile(file, 'utf8'), executable: (status.mode & 0o100) !== 0 }];
}
