import type { PhaseName } from '#lib/contract/builds.ts';
import type { Secrets } from '#lib/contract/worker-protocol.ts';
import { compileMask, type MaskRules } from '#worker/log/masker.ts';
import { CannotGoOnError } from './attempt-end.ts';
import type { SecretPin } from './journal.ts';
import { secretValues } from './secret-files.ts';

/** The secrets of one attempt: in memory only, asked for again by every process that works on it. */
export interface AttemptSecrets {
  /** Those of a phase; asked for once. From now on `mask` hides them. */
  get: (phase: PhaseName) => Promise<Secrets>;
  /** A former process had these. */
  adopt: (pins: readonly SecretPin[]) => void;
  /** What was given so far. */
  pins: () => SecretPin[];
  /** The mask of exactly these, the same in every process. @throws CannotGoOnError when one was changed meanwhile */
  rulesOf: (pins: readonly SecretPin[]) => Promise<MaskRules>;
  /** Hides all that is known at the moment. */
  mask: () => MaskRules;
}

export function createAttemptSecrets(ask: (phase: PhaseName) => Promise<Secrets>): AttemptSecrets {
  const asked = new Map<PhaseName, Promise<Secrets>>();
  const known = new Map<PhaseName, Secrets>();
  const pinned = new Map<PhaseName, SecretPin>();
  let mask = compileMask([]);

  async function askOnce(phase: PhaseName): Promise<Secrets> {
    const secrets = await ask(phase);
    known.set(phase, secrets);
    if (!pinned.has(phase)) pinned.set(phase, { phase, versions: versionsOf(secrets) });
    mask = compileMask([...known.values()].flatMap(secretValues));
    return secrets;
  }

  function get(phase: PhaseName): Promise<Secrets> {
    const running = asked.get(phase) ?? askOnce(phase);
    asked.set(phase, running);
    running.catch(() => asked.delete(phase));
    return running;
  }

  return {
    get,
    adopt(pins) {
      for (const pin of pins) pinned.set(pin.phase, pin);
    },
    pins: () => [...pinned.values()],
    async rulesOf(pins) {
      const all = await Promise.all(pins.map(async (pin) => ({ pin, secrets: await get(pin.phase) })));
      for (const { pin, secrets } of all) {
        if (!isSame(pin.versions, versionsOf(secrets))) throw new CannotGoOnError('A credential was changed while the worker was not running, so the log could no longer be masked as it was begun.');
      }
      return compileMask(all.flatMap(({ secrets }) => secretValues(secrets)));
    },
    mask: () => mask,
  };
}

function versionsOf({ registries, galaxy }: Secrets): Record<string, number> {
  return Object.fromEntries([...registries, ...galaxy].map(({ credentialId, version }) => [credentialId, version]));
}

function isSame(a: Record<string, number>, b: Record<string, number>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
