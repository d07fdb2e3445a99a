import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

import type { PhaseName } from '#lib/contract/builds.ts';
import type { Downloads } from '#lib/contract/inventory.ts';
import type { SiteProxy } from '#worker/config.ts';
import { DownloadRecord } from './downloads.ts';
import { forwardConnect, forwardPlain } from './forward.ts';
import type { GateOptions } from './gate.ts';
import { SocketDir } from './listen.ts';
import type { EgressPolicy } from './policy.ts';
import { resolveHost, type Resolve } from './resolve.ts';
import { splice } from './splice.ts';

export interface EgressOptions {
  /** The phase's `net` directory. */
  netDir: string;
  phase: PhaseName;
  policy: EgressPolicy;
  siteProxy: SiteProxy | null;
  resolve?: Resolve;
}

/** The way out of one phase container. */
export interface Egress {
  /** So far. */
  downloads(): Downloads;
  /** Ends every connection and takes the sockets away. */
  close(): Promise<void>;
}

/**
 * Opens proxy.sock (HTTP proxy) and door-<port>.sock per allowed loopback server, and writes their ports to `doors`,
 * one a line. Opened again in the same directory, it serves a container that still runs.
 */
export async function openEgress(options: EgressOptions): Promise<Egress> {
  const resolve = options.resolve ?? resolveHost;
  const record = new DownloadRecord(options.phase);
  const policy = await withRefusedAddresses(options.policy, resolve);
  const dir = await SocketDir.open(options.netDir);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  try {
    await dir.listen('proxy.sock', proxyServer({ policy, siteProxy: options.siteProxy, resolve, record }, agent));
    for (const port of policy.doors) await dir.listen(`door-${port}.sock`, doorServer(port, record));
    await writeFile(path.join(options.netDir, 'doors'), policy.doors.map((port) => `${port}\n`).join(''), { mode: 0o644 });
  } catch (error) {
    await dir.close();
    throw error;
  }
  return {
    downloads: () => record.list(),
    async close() {
      await dir.close();
      agent.destroy();
    },
  };
}

async function withRefusedAddresses(policy: EgressPolicy, resolve: Resolve): Promise<EgressPolicy> {
  const refused = await Promise.all(policy.refused.map(async (each) => ({ ...each, addresses: await resolve(each.host) })));
  return { ...policy, refused };
}

function proxyServer(gate: GateOptions, agent: http.Agent): http.Server {
  const server = http.createServer({ headersTimeout: 30_000, requestTimeout: 0, keepAliveTimeout: 30_000 });
  server.on('request', (request, response) => void forwardPlain(request, response, { ...gate, agent }));
  server.on('connect', (request, client) => void forwardConnect(request, client, gate));
  server.on('clientError', (_error, socket) => socket.destroy());
  return server;
}

function doorServer(port: number, record: DownloadRecord): net.Server {
  return net.createServer((client) => {
    const target = net.connect({ host: 'localhost', port });
    splice(client, target, record.request({ host: 'localhost', port }));
  });
}
