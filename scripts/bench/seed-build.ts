import type { PhaseName, Step } from '#lib/contract/builds.ts';
import { RevisionSettings } from '#lib/contract/definitions.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import type { Api } from '#scripts/api-client.ts';
import type { FakeWorker } from './fake-worker.ts';

const DEFINITION = 'version: 3\nimages:\n  base_image:\n    name: localhost:5000/ee-minimal:latest\n';
const STEP_COUNT = 20;
const BATCH_LINES = 5000;

export interface SeededBuild {
  id: string;
  job: BuildJob;
  lineCount: number;
  steps: Step[];
}

/** Text of a build's line, as pip, podman and ansible-galaxy write them: colours, links, progress, long ones. */
export function logLine(index: number, at: number): string {
  const stamp = new Date(at).toISOString();
  if (index % 997 === 0) return `${stamp} \u001b[1;31mERROR\u001b[0m: wheel ${String(index)} was not found, trying the next index\n`;
  if (index % 211 === 0) return `${stamp} 10%\r40%\r100% downloaded part ${String(index)}\n`;
  if (index % 53 === 0) return `${stamp} ${'gcc -Wall -O2 -fPIC '.repeat(20)}-c src/module_${String(index)}.c\n`;
  if (index % 7 === 0) return `${stamp} Downloading https://example.test/packages/package-${String(index)}.whl (1.2 MB) – naïve ünïcode €\n`;
  return `${stamp} Collecting \u001b[32mpackage-${String(index % 400)}\u001b[0m==1.${String(index % 90)}.0 (from -r requirements.txt (line ${String(index)}))\n`;
}

function stepsOf(lineCount: number, startedAt: number): Step[] {
  const share = Math.floor(lineCount / STEP_COUNT);
  return Array.from({ length: STEP_COUNT }, (_, index) => ({
    ordinal: index + 1,
    stage: index < STEP_COUNT / 2 ? 1 : 2,
    stageCount: 2,
    stageName: index < STEP_COUNT / 2 ? 'galaxy' : 'final',
    position: (index % (STEP_COUNT / 2)) + 1,
    count: STEP_COUNT / 2,
    text: index % (STEP_COUNT / 2) === 0 ? 'FROM localhost:5000/ee-minimal:latest' : `RUN pip install -r requirements-${String(index)}.txt`,
    status: 'succeeded',
    cached: index % 5 === 1,
    startedAt: new Date(startedAt + index * 1000).toISOString(),
    finishedAt: new Date(startedAt + index * 1000 + 900).toISOString(),
    logLine: index * share + 1,
  }));
}

/** Starts a build and writes a log of `lineCount` lines into its build phase; it is left running. */
export async function seedRunningBuild({ api, worker, name, lineCount }: { api: Api; worker: FakeWorker; name: string; lineCount: number }): Promise<SeededBuild> {
  const definition = await api.createDefinition({ name, text: DEFINITION, settings: RevisionSettings.parse({ workerLabels: [worker.name] }) });
  const { id } = await api.startBuild(definition.id);
  const job = await worker.lease();
  const startedAt = Date.now();
  await writePhase({ worker, job, phase: 'context', lines: 20, startedAt });
  await worker.setPhase(job.lease, 'build', 'running', { startedAt: new Date(startedAt).toISOString(), finishedAt: null });
  const steps = stepsOf(lineCount, startedAt);
  await worker.setSteps(job.lease, steps);
  for (let from = 0; from < lineCount; from += BATCH_LINES) {
    const count = Math.min(BATCH_LINES, lineCount - from);
    await worker.write(job.lease, 'build', Array.from({ length: count }, (_, index) => logLine(from + index, startedAt + from + index)).join(''));
    await worker.ask('heartbeat', { leases: [job.lease], usage: null });
  }
  return { id, job, steps, lineCount: lineCount + 20 };
}

async function writePhase({ worker, job, phase, lines, startedAt }: { worker: FakeWorker; job: BuildJob; phase: PhaseName; lines: number; startedAt: number }): Promise<void> {
  const at = new Date(startedAt).toISOString();
  await worker.setPhase(job.lease, phase, 'running', { startedAt: at, finishedAt: null });
  await worker.write(job.lease, phase, Array.from({ length: lines }, (_, index) => `${at} ${phase} line ${String(index + 1)}\n`).join(''));
  await worker.seal(job.lease, phase);
  await worker.setPhase(job.lease, phase, 'succeeded', { startedAt: at, finishedAt: new Date(startedAt + 800).toISOString() });
}

/** Ends a seeded build as failed in its last step. */
export async function failSeededBuild(worker: FakeWorker, { job, steps }: SeededBuild): Promise<void> {
  const now = new Date().toISOString();
  const failed = steps.slice(-1).map((step) => ({ ...step, status: 'failed' as const }));
  await worker.setSteps(job.lease, failed);
  await worker.seal(job.lease, 'build');
  await worker.setPhase(job.lease, 'build', 'failed', { startedAt: now, finishedAt: now });
  const step = { ordinal: STEP_COUNT, text: failed[0]?.text ?? '' };
  const message = 'pip found no version that fits. Correct its name or version under Python packages.';
  await worker.ask('complete', {
    lease: job.lease,
    reason: { kind: 'failed', code: 'step_failed', message, phase: 'build', step, exitCode: 1, lastLines: ['ERROR: No matching distribution found'] },
    movedTags: [],
    notes: [],
  });
}

/** Ends a seeded build as cancelled: nothing of its log is folded away. */
export async function cancelSeededBuild(worker: FakeWorker, { job }: SeededBuild): Promise<void> {
  const now = new Date().toISOString();
  await worker.seal(job.lease, 'build');
  await worker.setPhase(job.lease, 'build', 'cancelled', { startedAt: now, finishedAt: now });
  await worker.ask('complete', { lease: job.lease, reason: { kind: 'cancelled', by: '' }, movedTags: [], notes: [] });
}
