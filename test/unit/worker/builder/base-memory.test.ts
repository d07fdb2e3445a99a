import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'eef-memory-'));
  for (const name of ['in', 'out', 'kept']) await mkdir(path.join(dir, name));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

/** Runs commands after the script, whose /job is the test's folder. */
async function sh(commands: string): Promise<void> {
  const script = (await readFile('worker/builder/phases/lib/base_memory.sh', 'utf8')).replaceAll('/job', dir);
  await execa('sh', ['-eu', '-c', `${script}\n${commands}`], { env: { TMPDIR: dir }, reject: true });
}

describe('base_memory.sh', () => {
  it('hands out what it was given', async () => {
    await writeFile(path.join(dir, 'in/bundles'), '/etc/ssl/certs/ca-certificates.crt\n');
    for (const name of ['os-release', 'facts', 'probe.json']) await writeFile(path.join(dir, 'out', name), `${name} of the base\n`);
    await sh(`remember_base ${dir}/kept/one; rm ${dir}/out/*; recall_base ${dir}/kept/one`);
    expect((await readdir(path.join(dir, 'out'))).sort()).toEqual(['bundles', 'facts', 'os-release', 'probe.json']);
    expect(await readFile(path.join(dir, 'out/facts'), 'utf8')).toBe('facts of the base\n');
  });

  it('follows no link that somebody left in its place', async () => {
    await mkdir(path.join(dir, 'kept/one'));
    await writeFile(path.join(dir, 'kept/one/facts'), 'python=yes\n');
    await symlink('/etc/passwd', path.join(dir, 'kept/one/os-release'));
    await sh(`recall_base ${dir}/kept/one`);
    expect(await readdir(path.join(dir, 'out'))).toEqual(['facts']);
  });

  it('keeps the newest thirty', async () => {
    for (let count = 0; count < 35; count += 1) await mkdir(path.join(dir, 'kept', `old${String(count)}`));
    for (const name of ['in/bundles', 'out/os-release', 'out/facts']) await writeFile(path.join(dir, name), '');
    await sh(`remember_base ${dir}/kept/new`);
    const kept = await readdir(path.join(dir, 'kept'));
    expect(kept).toHaveLength(30);
    expect(kept).toContain('new');
  });
});
