import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findRunning, lastLogLines, startDaemon, stopDaemon, waitUntil, type Daemon } from '#scripts/services/daemon.ts';

let runDir: string;

beforeEach(async () => {
  runDir = await mkdtemp(path.join(tmpdir(), 'eef-daemon-'));
});

afterEach(async () => {
  await stopDaemon(runDir, 'sample', 1000);
  await rm(runDir, { recursive: true });
});

function daemon(script: string): Daemon {
  return { name: 'sample', program: process.execPath, args: ['-e', script], cwd: runDir, env: {}, fingerprint: 'one' };
}

describe('startDaemon', () => {
  it('runs on its own, with its output in the log', async () => {
    const pid = await startDaemon(runDir, daemon("console.log('hello'); setInterval(() => {}, 1000)"));
    expect(await findRunning(runDir, 'sample')).toEqual({ pid, fingerprint: 'one' });
    expect(await waitUntil(async () => (await lastLogLines(runDir, 'sample', 1)) === 'hello', 20_000)).toBe(true);
  });

  it('fails where the program does not exist', async () => {
    await expect(startDaemon(runDir, { ...daemon(''), program: '/nowhere/at-all' })).rejects.toThrow('ENOENT');
  });
});

describe('findRunning', () => {
  it('is null once the process is dead', async () => {
    const pid = await startDaemon(runDir, daemon('setInterval(() => {}, 1000)'));
    process.kill(pid, 'SIGKILL');
    expect(await waitUntil(async () => (await findRunning(runDir, 'sample')) === null, 20_000)).toBe(true);
  });

  it('is not deceived by a pid that now belongs to another process', async () => {
    await startDaemon(runDir, daemon('setInterval(() => {}, 1000)'));
    const file = path.join(runDir, 'sample.pid');
    const record = await readFile(file, 'utf8');
    await writeFile(file, record.replace(/"pid":\d+/, `"pid":${process.pid}`));
    expect(await findRunning(runDir, 'sample')).toBeNull();
    await writeFile(file, record);
  });

  it('is null for a pid file of another format', async () => {
    await writeFile(path.join(runDir, 'sample.pid'), '1234');
    expect(await findRunning(runDir, 'sample')).toBeNull();
  });
});

describe('stopDaemon', () => {
  it('lets the process end by itself', async () => {
    await startDaemon(runDir, daemon("process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); console.log('up'); setInterval(() => {}, 1000)"));
    await waitUntil(async () => (await lastLogLines(runDir, 'sample', 1)) === 'up', 20_000);
    expect(await stopDaemon(runDir, 'sample', 20_000)).toBe(true);
    expect(await lastLogLines(runDir, 'sample', 1)).toBe('bye');
  });

  it('kills one that does not', async () => {
    await startDaemon(runDir, daemon("process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)"));
    await waitUntil(async () => (await lastLogLines(runDir, 'sample', 1)) === 'up', 20_000);
    expect(await stopDaemon(runDir, 'sample', 300)).toBe(true);
    expect(await findRunning(runDir, 'sample')).toBeNull();
  });

  it('says that nothing ran', async () => {
    expect(await stopDaemon(runDir, 'sample', 300)).toBe(false);
  });
});
