import { setTimeout as delay } from 'node:timers/promises';
import type { Downloads } from '#lib/contract/inventory.ts';
import type { PhaseDescription, PhaseDirs, PhaseExit, PhaseHandle } from '#worker/driver.ts';
import { openEgress, type Egress } from '#worker/egress/egress.ts';
import { egressPolicy } from '#worker/egress/policy.ts';
import type { PhasePlan, SecretNeed } from '#worker/engine/engine.ts';
import { LOG_TAIL_BYTES, remainingSeconds, type Attempt } from './attempt.ts';
import { hasOutput } from './phase-files.ts';
import { phaseHosts } from './phase-hosts.ts';
import type { PhaseOutput } from './phase-output.ts';
import { renderAuthFile, renderGalaxyConfig } from './secret-files.ts';

const POLL_MS = 25;
const STOP_GRACE_SECONDS = 5;
/** What cannot be handed over to a container that ends within this time was not missed. */
const END_SOON_MS = 5_000;

/** A file that appears in the container's tmpfs once the phase left `after` in its out folder. */
export interface Delivery {
  after: string;
  name: string;
  bytes: () => Promise<Uint8Array>;
}

export interface ContainerOptions {
  attempt: Attempt;
  plan: PhasePlan;
  dirs: PhaseDirs;
  /** The one that a former process started; null: a new one is started. */
  former: PhaseHandle | null;
  /** Besides the plan's secrets. */
  deliveries: readonly Delivery[];
}

/** A phase's container with its way out. */
export interface PhaseContainer {
  /** Follows it to its end. On abort it is stopped. */
  run: (output: PhaseOutput) => Promise<PhaseExit>;
  downloads: () => Downloads;
  /** Nothing of it is left. */
  close: () => Promise<void>;
}

/** Delivered again to a container that has them already, the files are the same. */
export async function openContainer(options: ContainerOptions): Promise<PhaseContainer> {
  const { attempt, plan, dirs, former } = options;
  let handle: PhaseHandle | null = former;
  let stop = former === null ? null : stopOnAbort(attempt, former);
  const egress = plan.network === 'egress' ? await openWayOut(attempt, plan, dirs) : null;
  return {
    async run(output) {
      handle ??= await attempt.services.driver.start(describe(attempt, plan, dirs));
      stop ??= stopOnAbort(attempt, handle);
      return follow(options, { handle, stop }, output);
    },
    downloads: () => egress?.downloads() ?? [],
    close: () => cleanUp(attempt, handle, egress),
  };
}

function openWayOut({ services, job }: Attempt, plan: PhasePlan, dirs: PhaseDirs): Promise<Egress> {
  const { config } = services;
  const usesGalaxy = plan.secrets.some((need) => need.kind === 'galaxy-config');
  const policy = egressPolicy(plan.phase, [...job.privateHosts, ...config.settings.EEF_PRIVATE_HOSTS, ...phaseHosts(job, plan)], config, usesGalaxy);
  return openEgress({ netDir: dirs.net, phase: plan.phase, policy, siteProxy: config.siteProxy });
}

async function follow({ attempt, plan, dirs, deliveries }: ContainerOptions, { handle, stop }: { handle: PhaseHandle; stop: Stopping }, output: PhaseOutput): Promise<PhaseExit> {
  const { driver } = attempt.services;
  const over = new AbortController();
  try {
    const secrets = await secretDeliveries(attempt, plan);
    const delivering = Promise.all([...secrets, ...deliveries].map((each) => deliver(attempt, { handle, dirs, over: over.signal }, each)));
    delivering.catch(() => stop.now());
    // From the beginning, also of a container of a former process: masked log and steps are functions of the whole raw log.
    await output.follow(driver.attach(handle, 0, over.signal));
    const exit = await driver.wait(handle);
    over.abort();
    await stop.finished();
    await delivering;
    return exit;
  } finally {
    over.abort();
  }
}

function describe(attempt: Attempt, plan: PhasePlan, dirs: PhaseDirs): PhaseDescription {
  const { job, services } = attempt;
  const { limits } = job;
  return {
    labels: { job: job.lease.jobId, attempt: job.lease.attempt, token: job.lease.token, phase: plan.phase },
    image: services.config.builderImage,
    dirs,
    storage: { trustDomain: job.trustDomain, slot: job.slot },
    mountsStorage: plan.mountsStorage,
    network: plan.network,
    limits: {
      memoryMb: limits.memoryMb,
      cpus: limits.cpus,
      pids: limits.pids,
      diskGb: limits.diskGb,
      timeoutSeconds: remainingSeconds(attempt) + 30,
      logBytes: limits.logBytes + 4 * LOG_TAIL_BYTES,
    },
  };
}

interface Stopping {
  now: () => void;
  /** Resolves when a stop that was begun is over; none begins any more. */
  finished: () => Promise<void>;
}

/** On abort TERM and then KILL; the log ends by itself when nothing runs any more. */
function stopOnAbort(attempt: Attempt, handle: PhaseHandle): Stopping {
  let stopping: Promise<void> | null = null;
  const now = (): void => {
    stopping ??= attempt.services.driver.stop(handle, STOP_GRACE_SECONDS).catch((error: unknown) => attempt.logger.error({ err: error }, 'a container could not be stopped'));
  };
  if (attempt.signal.aborted) now();
  else attempt.signal.addEventListener('abort', now, { once: true });
  return {
    now,
    async finished() {
      attempt.signal.removeEventListener('abort', now);
      await stopping;
    },
  };
}

/** Beside the next phase: nothing runs in the container any more. */
async function cleanUp(attempt: Attempt, handle: PhaseHandle | null, egress: Egress | null): Promise<void> {
  if (handle !== null) await removeContainer(attempt, handle);
  if (egress === null) return;
  await egress.close();
  attempt.downloads.push(...egress.downloads());
}

async function removeContainer(attempt: Attempt, handle: PhaseHandle): Promise<void> {
  const { driver } = attempt.services;
  try {
    await driver.stop(handle, 0);
    await driver.remove(handle);
  } catch (error) {
    attempt.logger.error({ err: error, container: handle.name }, 'a container could not be removed; the next start of this worker tries again');
  }
}

async function deliver(attempt: Attempt, { handle, dirs, over }: { handle: PhaseHandle; dirs: PhaseDirs; over: AbortSignal }, delivery: Delivery): Promise<void> {
  try {
    while (!(await hasOutput(dirs.out, delivery.after))) await delay(POLL_MS, undefined, { signal: over });
    const bytes = await delivery.bytes();
    over.throwIfAborted();
    await attempt.services.driver.deliver(handle, delivery.name, bytes).catch(async (error: unknown) => {
      if (!(await endsSoon(attempt, handle))) throw error;
    });
  } catch (error) {
    if (!over.aborted) throw error;
  }
}

async function endsSoon({ services }: Attempt, handle: PhaseHandle): Promise<boolean> {
  const late = new AbortController();
  const ended = services.driver.wait(handle).then(() => true);
  const isOver = await Promise.race([ended, delay(END_SOON_MS, false, { signal: late.signal }).catch(() => false)]);
  late.abort();
  return isOver;
}

async function secretDeliveries(attempt: Attempt, plan: PhasePlan): Promise<Delivery[]> {
  if (plan.secrets.length === 0) return [];
  const secrets = await attempt.secrets.get(plan.phase);
  const render = (need: SecretNeed) => (need.kind === 'registry-auth' ? renderAuthFile(secrets) : renderGalaxyConfig(secrets, need.ownConfig));
  return plan.secrets.map((need) => ({ after: 'ready', name: need.file, bytes: () => Promise.resolve(Buffer.from(render(need))) }));
}
