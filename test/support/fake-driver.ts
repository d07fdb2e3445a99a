import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { Driver, LogRecord, PhaseDescription, PhaseExit, PhaseHandle } from '#worker/driver.ts';

/** What a phase's container can do in a test. */
export interface FakeContainer {
  phase: PhaseDescription;
  print: (text: string, isContinued?: boolean) => void;
  leave: (name: string, content: string) => Promise<void>;
  /** Waits until the secret file is delivered. */
  secret: (name: string) => Promise<string>;
  /** Aborted by stop. */
  stopped: AbortSignal;
}

export type FakeProgram = (container: FakeContainer) => Promise<number>;

interface Running {
  handle: PhaseHandle;
  records: LogRecord[];
  secrets: Map<string, string>;
  changed: EventEmitter;
  exit: Promise<PhaseExit>;
  isOver: boolean;
  stop: AbortController;
}

/** A driver without containers: each phase is a function. `events` tells what was called, in order. */
export function createFakeDriver(programs: Partial<Record<PhaseName, FakeProgram>>) {
  const running = new Map<string, Running>();
  const events: string[] = [];
  const started: PhaseDescription[] = [];
  const printed = new Map<PhaseName, LogRecord[]>();
  let count = 0;

  function launch(phase: PhaseDescription): Running {
    const handle: PhaseHandle = { id: String((count += 1)), name: `fake-${phase.labels.phase}`, labels: phase.labels, logFile: '', hasStarted: true };
    const stop = new AbortController();
    const entry: Running = { handle, records: [], secrets: new Map(), changed: new EventEmitter(), exit: Promise.resolve({ code: 0, isOutOfMemory: false, limit: null }), isOver: false, stop };
    entry.changed.setMaxListeners(100);
    printed.set(phase.labels.phase, entry.records);
    const container: FakeContainer = {
      phase,
      print(text, isContinued = false) {
        entry.records.push({ at: new Date().toISOString(), text, isContinued, nextOffset: entry.records.length + 1 });
        entry.changed.emit('change');
      },
      leave: (name, content) => writeFile(path.join(phase.dirs.out, name), content),
      async secret(name) {
        for (;;) {
          const value = entry.secrets.get(name);
          if (value !== undefined) return value;
          await once(entry.changed, 'change', { signal: stop.signal });
        }
      },
      stopped: stop.signal,
    };
    const program = programs[phase.labels.phase] ?? (() => Promise.resolve(0));
    entry.exit = program(container)
      .catch(() => 137)
      .then((code) => ({ code: stop.signal.aborted && code === 0 ? 143 : code, isOutOfMemory: false, limit: null }))
      .finally(() => {
        entry.isOver = true;
        entry.changed.emit('change');
      });
    return entry;
  }

  const driver: Driver = {
    start(phase) {
      events.push(`start ${phase.labels.phase}`);
      started.push(phase);
      const entry = launch(phase);
      running.set(entry.handle.id, entry);
      return Promise.resolve(entry.handle);
    },
    async *attach(handle, offset) {
      const entry = running.get(handle.id);
      for (let at = offset; entry !== undefined;) {
        for (let record = entry.records[at]; record !== undefined; record = entry.records[at]) {
          at += 1;
          yield record;
        }
        if (entry.isOver) return;
        await once(entry.changed, 'change');
      }
    },
    wait: (handle) => running.get(handle.id)?.exit ?? Promise.resolve({ code: 137, isOutOfMemory: false, limit: null }),
    deliver(handle, name, bytes) {
      events.push(`deliver ${handle.labels.phase} ${name}`);
      const entry = running.get(handle.id);
      entry?.secrets.set(name, Buffer.from(bytes).toString('utf8'));
      entry?.changed.emit('change');
      return Promise.resolve();
    },
    async stop(handle) {
      const entry = running.get(handle.id);
      if (entry === undefined || entry.isOver) return;
      events.push(`stop ${handle.labels.phase}`);
      entry.stop.abort();
      await entry.exit;
    },
    list: () => Promise.resolve([...running.values()].map((entry) => entry.handle)),
    remove(handle) {
      events.push(`remove ${handle.labels.phase}`);
      running.delete(handle.id);
      return Promise.resolve();
    },
    listVolumes: () => Promise.resolve([]),
    removeVolume({ trustDomain, slot }) {
      events.push(`remove volume ${trustDomain} ${slot}`);
      return Promise.resolve();
    },
  };
  return { driver, events, started, printed, left: () => running.size };
}
