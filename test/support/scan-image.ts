import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { run } from '#scripts/run.ts';

export interface ImageToScan {
  image: string;
  text: string;
  username: string;
  password: string;
  env: Record<string, string>;
}

/** Every place of an image in its registry (manifest, config with its history, file of a layer) that holds the text. */
export async function scanImage({ image, text, username, password, env }: ImageToScan): Promise<string[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'eef-scan-'));
  try {
    const authFile = path.join(dir, 'auth.json');
    await writeFile(authFile, JSON.stringify({ auths: { [image.split('/')[0] ?? '']: { auth: Buffer.from(`${username}:${password}`).toString('base64') } } }), { mode: 0o600 });
    await run('skopeo', ['copy', '-q', '--src-tls-verify=false', `--src-authfile=${authFile}`, `docker://${image}`, `dir:${dir}/image`], { env });
    const needle = Buffer.from(text);
    const found: string[] = [];
    for (const name of await readdir(path.join(dir, 'image'))) {
      const file = path.join(dir, 'image', name);
      const head = (await readFile(file)).subarray(0, 2);
      if (head[0] === 0x1f && head[1] === 0x8b) found.push(...(await scanLayer(file, needle)).map((entry) => `${name}:${entry}`));
      else if ((await readFile(file)).includes(needle)) found.push(name);
    }
    return found;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function scanLayer(file: string, needle: Buffer): Promise<string[]> {
  const found: string[] = [];
  const archive = extract();
  createReadStream(file).pipe(createGunzip()).pipe(archive);
  for await (const entry of archive) {
    const parts: Buffer[] = [];
    for await (const chunk of entry) parts.push(chunk as Buffer);
    if (Buffer.concat(parts).includes(needle) || entry.header.name.includes(needle.toString())) found.push(entry.header.name);
  }
  return found;
}
