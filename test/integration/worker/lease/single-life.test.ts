import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimName } from '#worker/lease/single-life.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'eef-life-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

describe('claimName', () => {
  it('refuses while a worker of that name lives, and takes the name after its end', async () => {
    const other = spawn('sh', ['-c', 'echo ready; read line # worker/main.ts'], { stdio: ['pipe', 'pipe', 'ignore'] });
    await once(other.stdout, 'data');
    await writeFile(path.join(dir, 'w.pid'), String(other.pid));
    await expect(claimName(path.join(dir, 'w'), 'w')).rejects.toThrow('EEF_WORKER_NAME');
    other.stdin.end();
    await once(other, 'exit');
    await claimName(path.join(dir, 'w'), 'w');
    expect(Number(await readFile(path.join(dir, 'w.pid'), 'utf8'))).toBe(process.pid);
  });

  it('is not held up by a pid that is another program now', async () => {
    await writeFile(path.join(dir, 'w.pid'), String(process.ppid));
    await expect(claimName(path.join(dir, 'w'), 'w')).resolves.toBeUndefined();
  });
});
