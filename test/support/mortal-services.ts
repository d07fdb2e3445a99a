import type { JobServices } from '#worker/build/attempt.ts';

/** Services as a process sees them until it is killed: from then on nothing that it asked for is ever answered. */
export function mortalServices(services: JobServices): { services: JobServices; kill: () => void } {
  const never = new Promise<never>(() => undefined);
  const life = new AbortController();
  const { driver, link } = services;

  async function call<T>(work: () => Promise<T>): Promise<T> {
    const before = life.signal.aborted ? await never : await work();
    await (life.signal.aborted ? never : undefined);
    return before;
  }

  const mortal: JobServices = {
    ...services,
    link: { request: (name, message, options) => call(() => link.request(name, message, options)) },
    driver: {
      ...driver,
      start: (phase) => call(() => driver.start(phase)),
      async *attach(handle, offset, signal) {
        for await (const record of driver.attach(handle, offset, signal)) {
          if (life.signal.aborted) await never;
          yield record;
        }
        if (life.signal.aborted) await never;
      },
      wait: (handle) => call(() => driver.wait(handle)),
      deliver: (handle, name, bytes) => call(() => driver.deliver(handle, name, bytes)),
      stop: (handle, graceSeconds) => call(() => driver.stop(handle, graceSeconds)),
      remove: (handle) => call(() => driver.remove(handle)),
    },
  };
  return {
    services: mortal,
    kill: () => life.abort(),
  };
}
