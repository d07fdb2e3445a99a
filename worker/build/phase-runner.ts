import { chmod, link, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PhaseStatus } from '#lib/contract/builds.ts';
import type { PhaseDescription, PhaseDirs, PhaseExit, PhaseHandle } from '#worker/driver.ts';
import { openEgress, type Egress } from '#worker/egress/egress.ts';
import { egressPolicy } from '#worker/egress/policy.ts';
import type { PhaseInput, PhasePlan, PhaseResult, SecretNeed } from '#worker/engine/engine.ts';
import { openPhaseLog, type PhaseLog } from '#worker/log/phase-log.ts';
import { preparePhaseDirs } from '#worker/podman/phase-dirs.ts';
import { phaseOrdinal, remainingSeconds, type Attempt } from './attempt.ts';
import { copyScripts, hasOutput, passOutput, readOutput } from './phase-files.ts';
import { phaseHosts } from './phase-hosts.ts';
import { startPhaseOutput, type PhaseOutput } from './phase-output.ts';
import { renderAuthFile, renderGalaxyConfig } from './secret-files.ts';

const MAX_TEXT_BYTES = 4 * 1024 * 1024;
const LOG_TAIL_BYTES = 256 * 1024;
const POLL_MS = 25;
const STOP_GRACE_SECONDS = 5;

/** A file that appears in the container's tmpfs once the phase left `after` in its out folder. */
export interface Delivery {
  after: string;
  name: string;
  bytes: () => Promise<Uint8Array>;
}

export interface PhaseOptions {
  notes?: readonly string[];
  /** Besides the plan's secrets. */
  deliveries?: readonly Delivery[];
}

/** Runs one phase to its end in a container of its own; nothing of it is left but its out folder. */
export async function runPhase(attempt: Attempt, plan: PhasePlan, options: PhaseOptions = {}): Promise<PhaseResult> {
  attempt.signal.throwIfAborted();
  const { phase } = plan;
  attempt.phase = phase;
  const startedAt = new Date().toISOString();
  const notes = [...(options.notes ?? [])];
  const report = (status: PhaseStatus, finishedAt: string | null) =>
    attempt.reporter.phase({ phase, ordinal: phaseOrdinal(attempt.job, phase), status, startedAt, finishedAt, notes });
  report('running', null);
  const dirs = await preparePhaseDirs(attempt.dir, phase);
  const log = await openPhaseLog({ link: attempt.link, lease: attempt.job.lease, phase, spoolFile: path.join(dirs.root, 'log'), signal: attempt.lost });
  const output = startPhaseOutput(attempt, plan, log);
  try {
    await writeInputs(attempt, plan, dirs);
    const exit = await runContainer({ attempt, plan, dirs, output, deliveries: options.deliveries ?? [] });
    attempt.signal.throwIfAborted();
    const how = exit.code === 0 ? 'succeeded' : 'failed';
    output.end(how, await readImageIds(dirs.out));
    if (exit.limit !== null || exit.isOutOfMemory) throw new LimitError(plan, exit, output.lastLines());
    report(how, new Date().toISOString());
    return toResult(plan, exit, dirs, output);
  } catch (error) {
    const how = attempt.signal.aborted ? 'cancelled' : 'failed';
    output.end(how, null);
    report(how, new Date().toISOString());
    throw error;
  } finally {
    keepSealing(attempt, log);
  }
}

/** A limit of ours ended the phase. */
export class LimitError extends Error {
  override name = 'LimitError';
  readonly plan: PhasePlan;
  readonly exit: PhaseExit;
  readonly lastLines: readonly string[];

  constructor(plan: PhasePlan, exit: PhaseExit, lastLines: readonly string[]) {
    super(`A limit ended the phase ${plan.phase}.`);
    this.plan = plan;
    this.exit = exit;
    this.lastLines = lastLines;
  }
}

interface ContainerRun {
  attempt: Attempt;
  plan: PhasePlan;
  dirs: PhaseDirs;
  output: PhaseOutput;
  deliveries: readonly Delivery[];
}

async function runContainer({ attempt, plan, dirs, output, deliveries }: ContainerRun): Promise<PhaseExit> {
  const { driver, config } = attempt.services;
  const usesGalaxy = plan.secrets.some((need) => need.kind === 'galaxy-config');
  const policy = egressPolicy(plan.phase, [...attempt.job.privateHosts, ...config.settings.EEF_PRIVATE_HOSTS, ...phaseHosts(attempt.job, plan)], config, usesGalaxy);
  const egress = plan.network === 'egress' ? await openEgress({ netDir: dirs.net, phase: plan.phase, policy, siteProxy: config.siteProxy }) : null;
  const secrets = await secretDeliveries(attempt, plan);
  const over = new AbortController();
  let handle: PhaseHandle | null = null;
  try {
    handle = await driver.start(describe(attempt, plan, dirs));
    const stop = stopOnAbort(attempt, handle);
    const delivering = Promise.all([...secrets, ...deliveries].map((each) => deliver(attempt, { handle: handle as PhaseHandle, dirs, over: over.signal }, each)));
    delivering.catch(() => stop.now());
    await output.follow(driver.attach(handle, 0, over.signal));
    const exit = await driver.wait(handle);
    over.abort();
    await stop.finished();
    await delivering;
    return exit;
  } finally {
    over.abort();
    attempt.cleaning.push(cleanUp(attempt, handle, egress).catch((error: unknown) => attempt.logger.error({ err: error }, 'the way out of a phase could not be closed')));
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

/** On abort TERM and then KILL; the log ends by itself when nothing runs any more. */
function stopOnAbort(attempt: Attempt, handle: PhaseHandle) {
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

async function deliver(attempt: Attempt, place: { handle: PhaseHandle; dirs: PhaseDirs; over: AbortSignal }, delivery: Delivery): Promise<void> {
  try {
    while (!(await hasOutput(place.dirs.out, delivery.after))) await delay(POLL_MS, undefined, { signal: place.over });
    const bytes = await delivery.bytes();
    place.over.throwIfAborted();
    await attempt.services.driver.deliver(place.handle, delivery.name, bytes);
  } catch (error) {
    if (!place.over.aborted) throw error;
  }
}

async function secretDeliveries(attempt: Attempt, plan: PhasePlan): Promise<Delivery[]> {
  if (plan.secrets.length === 0) return [];
  const secrets = await attempt.getSecrets(plan.phase);
  const render = (need: SecretNeed) => (need.kind === 'registry-auth' ? renderAuthFile(secrets) : renderGalaxyConfig(secrets, need.ownConfig));
  return plan.secrets.map((need) => ({ after: 'ready', name: need.file, bytes: () => Promise.resolve(Buffer.from(render(need))) }));
}

async function writeInputs(attempt: Attempt, plan: PhasePlan, dirs: PhaseDirs): Promise<void> {
  const { services, job } = attempt;
  await copyScripts(services.scriptsDir, plan.script ?? plan.phase, dirs.in);
  const cap = `exec python3 -I /job/in/lib/cap.py ${job.limits.logBytes} ${LOG_TAIL_BYTES} /bin/sh /job/in/main\n`;
  await writeFile(path.join(dirs.in, 'run'), cap);
  await writeFile(path.join(dirs.in, 'registries.conf'), renderRegistries(job.insecureRegistries));
  if (services.config.caBundle !== null) await writeFile(path.join(dirs.in, 'ca.pem'), await readFile(services.config.caBundle));
  for (const input of plan.inputs) await writeInput(attempt, input, dirs.in);
}

async function writeInput(attempt: Attempt, { path: name, source }: PhaseInput, inDir: string): Promise<void> {
  const target = path.join(inDir, name);
  await mkdir(path.dirname(target), { recursive: true });
  if (source.kind === 'text') await writeFile(target, source.text);
  else if (source.kind === 'output') await passOutput(path.join(attempt.dir, source.phase, 'out', source.name), target);
  else {
    const file = await attempt.getBlob(source.sha256, source.size);
    if (source.isExecutable) await copyFile(file, target);
    else await link(file, target);
    if (source.isExecutable) await chmod(target, 0o755);
  }
}

function renderRegistries(insecure: readonly string[]): string {
  const entries = insecure.flatMap((location) => ['[[registry]]', `location = ${JSON.stringify(location)}`, 'insecure = true']);
  return ['unqualified-search-registries = []', 'short-name-mode = "enforcing"', ...entries, ''].join('\n');
}

async function readImageIds(outDir: string): Promise<string[] | null> {
  const bytes = await readOutput(outDir, 'image-ids.json', MAX_TEXT_BYTES);
  if (bytes === null) return null;
  return [...bytes.toString('utf8').matchAll(/"([0-9a-f]{64})"/g)].flatMap((match) => match[1] ?? []);
}

function toResult(plan: PhasePlan, exit: PhaseExit, dirs: PhaseDirs, output: PhaseOutput): PhaseResult {
  return {
    phase: plan.phase,
    exitCode: exit.code,
    async readText(name) {
      return (await readOutput(dirs.out, name, MAX_TEXT_BYTES))?.toString('utf8') ?? null;
    },
    lastLines: output.lastLines(),
    failedStep: output.failedStep(),
  };
}

/** The build goes on while the rest of the log is on its way. */
function keepSealing(attempt: Attempt, log: PhaseLog): void {
  const done = log.seal(attempt.lost);
  done.catch(() => undefined);
  attempt.sealing.push({ log, done });
}
