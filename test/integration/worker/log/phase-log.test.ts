import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeServer, Refusal, type FakeServer } from '#test/support/fake-server.ts';
import { RandomSource } from '#test/support/random.ts';
import { openPhaseLog, type PhaseLog } from '#worker/log/phase-log.ts';
import { connectToServer, type ServerLink } from '#worker/server-link.ts';

const LEASE = { jobId: 'job000001', attempt: 1, token: 'token-1' };
const AT = '2026-01-01T00:00:00.000Z';

let dir: string;
let server: FakeServer;
let link: ServerLink;
let log: PhaseLog;

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'eef-log-'));
  server = await startFakeServer();
  link = connectToServer({ url: server.url, hello: { token: 't', protocol: 1, version: '0', name: 'w', labels: [], capabilities: [], slots: 1, builderImage: 'b' } });
  log = await openPhaseLog({ link, lease: LEASE, phase: 'build', spoolFile: path.join(dir, 'log'), signal: new AbortController().signal });
});

afterEach(async () => {
  await log.close();
  link.close();
  await server.close();
  await rm(dir, { recursive: true });
});

async function appendLines(count: number, source: RandomSource): Promise<string> {
  let expected = '';
  for (let index = 0; index < count; index += 1) {
    const text = `line ${index} ${'ä€x'.repeat(source.below(60))}`;
    expected += `${AT} ${text}\n`;
    await log.append(AT, text);
  }
  return expected;
}

function stored(): Buffer {
  return server.logs.get('build') ?? Buffer.alloc(0);
}

describe('openPhaseLog', () => {
  it('ships every line in chunks of at most 64 KiB and seals with the checksum', async () => {
    const expected = await appendLines(5_000, new RandomSource());
    await log.seal(AbortSignal.timeout(60_000));
    expect(stored().toString('utf8')).toBe(expected);
    expect(server.sealed.get('build')).toBe(createHash('sha256').update(expected).digest('hex'));
    expect(server.messagesOf('log.append').every(({ bytes }) => bytes.length <= 64 * 1024)).toBe(true);
    expect(log.lineCount()).toBe(5_000);
  });

  it('goes on from the offset that the server has, whether it lost bytes or refused for a while', async () => {
    const source = new RandomSource();
    server.before = (name) => {
      if (name !== 'log.append') return;
      const luck = source.next();
      if (luck < 0.2) throw new Refusal('unavailable', 'database is busy');
      if (luck < 0.4) server.logs.set('build', stored().subarray(0, source.below(stored().length + 1)));
    };
    const expected = await appendLines(4_000, source);
    await log.seal(AbortSignal.timeout(120_000));
    expect(stored().equals(Buffer.from(expected)), `seed ${source.seed}`).toBe(true);
  });

  it('survives lost connections, also when the answer is lost after the bytes were stored', async () => {
    const source = new RandomSource();
    let cuts = 6;
    server.before = (name) => {
      if (name !== 'log.append' || cuts === 0 || source.next() > 0.5) return;
      cuts -= 1;
      for (const socket of server.sockets) socket.conn.close();
    };
    const expected = await appendLines(3_000, source);
    await log.seal(AbortSignal.timeout(120_000));
    expect(stored().equals(Buffer.from(expected)), `seed ${source.seed}`).toBe(true);
    expect(cuts).toBeLessThan(6);
  });

  it('does not wait for ever when the lease is refused', async () => {
    server.before = (name) => {
      if (name === 'log.append') throw new Refusal('stale_token', 'another attempt has it');
    };
    await appendLines(10, new RandomSource());
    await expect(log.seal(AbortSignal.timeout(30_000))).rejects.toThrow('another attempt has it');
  });
});
