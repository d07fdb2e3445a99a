import { chmod, copyFile, link, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PhaseDirs } from '#worker/driver.ts';
import type { PhaseInput, PhasePlan } from '#worker/engine/engine.ts';
import { LOG_TAIL_BYTES, type Attempt } from './attempt.ts';
import { copyScripts, passOutput } from './phase-files.ts';

/** Lays everything that a phase reads into its `in` folder. */
export async function writeInputs(attempt: Attempt, plan: PhasePlan, dirs: PhaseDirs): Promise<void> {
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
