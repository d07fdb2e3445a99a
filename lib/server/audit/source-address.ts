import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string | null>();

/** Runs `work` on behalf of a caller at this address; audit events inside name it. */
export function withSourceAddress<T>(address: string | null, work: () => T): T {
  return storage.run(address, work);
}

export function sourceAddress(): string | null {
  return storage.getStore() ?? null;
}
