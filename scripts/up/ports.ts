import { createServer } from 'node:net';

import { findRunning } from '#scripts/services/daemon.ts';

export interface PortCheck {
  runDir: string;
  /** The service of ours that may hold the port. */
  service: string;
  host: string;
  port: number;
  setting: string;
}

/** @throws Error with the remedy where another program listens on the port. */
export async function assertPortFree(check: PortCheck): Promise<void> {
  if ((await findRunning(check.runDir, check.service)) !== null || (await canListen(check.host, check.port))) return;
  throw new Error(
    `Another program listens on port ${check.port} (find it with: ss -ltnp 'sport = :${check.port}'). ` +
      `Stop it, or choose another port with ${check.setting}=<port>.`,
  );
}

async function canListen(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
