type Coalescer<T> = { add: (message: T) => void };

/** Sends a message at once, then the newest of the same key at most every `everyMs`. */
export function createCoalescer<T>({ everyMs, keyOf, send }: { everyMs: number; keyOf: (message: T) => string; send: (message: T) => void }): Coalescer<T> {
  const held = new Map<string, T | null>();
  function release(key: string): void {
    const message = held.get(key) ?? null;
    if (message === null) {
      held.delete(key);
      return;
    }
    held.set(key, null);
    schedule(key);
    send(message);
  }
  function schedule(key: string): void {
    setTimeout(release, everyMs, key).unref();
  }
  function add(message: T): void {
    const key = keyOf(message);
    if (held.has(key)) {
      held.set(key, message);
      return;
    }
    held.set(key, null);
    schedule(key);
    send(message);
  }
  return { add };
}
