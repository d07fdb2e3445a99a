import { chmod, open, rm, type FileHandle } from 'node:fs/promises';
import type { Server, Socket } from 'node:net';
import path from 'node:path';

const MAX_CONNECTIONS = 512;

/** A directory whose sockets have short names, however deep it lies: a unix socket address holds 107 bytes. */
export class SocketDir {
  private readonly dir: string;
  private readonly handle: FileHandle;
  private readonly closers: (() => Promise<void>)[] = [];

  private constructor(dir: string, handle: FileHandle) {
    this.dir = dir;
    this.handle = handle;
  }

  static async open(dir: string): Promise<SocketDir> {
    return new SocketDir(dir, await open(dir, 'r'));
  }

  /** Container users have other ids than ours: the directory above keeps everybody else away. */
  async listen(name: string, server: Server): Promise<void> {
    const file = path.join(this.dir, name);
    await rm(file, { force: true });
    const sockets = new Set<Socket>();
    server.maxConnections = MAX_CONNECTIONS;
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    });
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    server.once('error', reject);
    server.listen(`/proc/self/fd/${this.handle.fd}/${name}`, () => resolve(undefined));
    await promise;
    await chmod(file, 0o666);
    this.closers.push(async () => {
      const closed = Promise.withResolvers<undefined>();
      server.close(() => closed.resolve(undefined));
      for (const socket of sockets) socket.destroy();
      await closed.promise;
      await rm(file, { force: true });
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.closers.splice(0).map((close) => close()));
    await this.handle.close();
  }
}
