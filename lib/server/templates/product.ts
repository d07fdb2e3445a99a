import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { DraftFile } from '#lib/contract/drafts.ts';
import type { Template } from '#lib/contract/templates.ts';
import { containsOf } from '#lib/ee/templates/contains.ts';
import { templates } from '#lib/ee/templates/templates.ts';
import { getConfig } from '#lib/server/config.ts';

const BUILDER_DIR = 'worker/builder';
const Head = z.object({ additional_build_files: z.array(z.object({ src: z.string() })).catch([]) }).catch({ additional_build_files: [] });

/** Those of lib/ee on this site's base image, and ee_builder as it is shipped. */
export async function productTemplates(): Promise<Template[]> {
  const { defaultBaseImage, settings } = getConfig();
  const parameters = settings.EEF_BASE_IMAGE === undefined ? { baseImage: defaultBaseImage, packageManagerPath: '/usr/bin/apt-get' } : { baseImage: defaultBaseImage };
  const known = templates(parameters).map((template) =>
    shipped({ ...template, tags: [...template.tags], files: Object.entries(template.files).map(([file, content]) => textFile({ path: file, content, executable: content.startsWith('#!') })) }),
  );
  const builder = await findBuilderTemplate(defaultBaseImage);
  return builder === null ? known : [...known, builder];
}

type Authored = Pick<Template, 'id' | 'title' | 'description' | 'tags' | 'text' | 'files'>;

function shipped(template: Authored): Template {
  return { ...template, origin: 'product', contains: containsOf(template.text), createdBy: null, createdAt: null };
}

function textFile(file: { path: string; content: string; executable: boolean }): DraftFile {
  return { ...file, size: Buffer.byteLength(file.content), sha256: null };
}

async function findBuilderTemplate(baseImage: string): Promise<Template | null> {
  const file = path.join(/* turbopackIgnore: true */ BUILDER_DIR, 'execution-environment.yml');
  if (!existsSync(file)) return null;
  const text = (await readFile(file, 'utf8')).replaceAll('localhost:5000/ee-minimal:latest', baseImage);
  const sources = Head.parse(parse(text)).additional_build_files.map((entry) => entry.src);
  const files = (await Promise.all(sources.map(filesAt))).flat();
  return shipped({ id: 'ee_builder', title: 'ee_builder', description: 'The builder itself: an execution environment that builds execution environments.', tags: ['containers', 'builder'], text, files });
}

/** A file, or every file of a folder, with paths relative to the definition. */
async function filesAt(source: string): Promise<DraftFile[]> {
  const file = path.join(/* turbopackIgnore: true */ BUILDER_DIR, source);
  const status = await stat(file);
  if (status.isDirectory()) return (await Promise.all((await readdir(file)).map((name) => filesAt(path.join(source, name))))).flat();
  return [textFile({ path: source, content: await readFile(file, 'utf8'), executable: (status.mode & 0o100) !== 0 })];
}
