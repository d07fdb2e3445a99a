import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { E2E_ENV } from './e2e-env.ts';
import { CommandError, run } from './run.ts';
import { ensureTestPackages } from './test-packages.ts';

/** `npm test [-- unit integration e2e checks]`: everything from nothing to all tests passed. */
interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

interface Check {
  title: string;
  program: string;
  args: string[];
}

const CHECKS: readonly Check[] = [
  { title: 'types', program: 'tsc', args: ['--noEmit'] },
  { title: 'lint', program: 'eslint', args: ['.', '--max-warnings', '0'] },
  { title: 'boundaries', program: 'npm', args: ['run', '--silent', 'deps'] },
  { title: 'dead code and dependencies', program: 'knip', args: [] },
];
const SUITES = ['unit', 'integration', 'e2e'] as const;
const RESULTS = 'test-results';

const chosen = process.argv.slice(2);
const isChosen = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
const total: Count = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];

function add(count: Count): void {
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}

async function timed(title: string, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  console.log(`\n=== ${title}`);
  try {
    await work();
  } catch (error) {
    failures.push(title);
    console.log(error instanceof CommandError ? error.message : error);
  }
  console.log(`=== ${title}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

async function runCheck(check: Check): Promise<void> {
  try {
    await run(check.program, check.args, { onLine: (line) => console.log(line) });
    add({ passed: 1, failed: 0, skipped: 0 });
  } catch (error) {
    add({ passed: 0, failed: 1, skipped: 0 });
    throw error;
  }
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
}

async function runSuite(name: string): Promise<void> {
  const file = path.join(RESULTS, `${name}.json`);
  let failure: unknown;
  try {
    await run('vitest', ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], { onLine: (line) => console.log(line) });
  } catch (error) {
    failure = error;
  }
  const report = JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) as VitestReport | null;
  if (report === null || report.numPassedTests + report.numFailedTests === 0) {
    add({ passed: 0, failed: 1, skipped: 0 });
    throw new CommandError(`The ${name} tests did not run to their end.`);
  }
  add({ passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests });
  if (failure !== undefined && report.numFailedTests === 0) add({ passed: 0, failed: 1, skipped: 0 });
  if (failure !== undefined) throw new CommandError(`${String(report.numFailedTests)} of the ${name} tests failed.`);
}

/** `up` and `down` with the tests' settings: what both need is made once, before any test counts its time. */
async function bringUpOnce(): Promise<void> {
  for (const script of ['scripts/up.ts', 'scripts/down.ts']) {
    await run('node', [script], { env: { ...E2E_ENV, EEF_WORKER_NAME: 'e2e' }, onLine: (line) => console.log(line) });
  }
}

await rm(RESULTS, { recursive: true, force: true });
await mkdir(RESULTS, { recursive: true });
await timed('system packages of the tests', async () => {
  console.log(await ensureTestPackages());
});
await timed('generated database client', async () => {
  await run('prisma', ['generate'], {});
});
await timed('generated route types', async () => {
  await run('next', ['typegen'], {});
});
if (isChosen('integration') || isChosen('e2e')) {
  await timed('the product on a data directory of its own (images, registry, collections, web pages)', bringUpOnce);
}
if (isChosen('checks')) {
  for (const check of CHECKS) await timed(check.title, () => runCheck(check));
}
for (const suite of SUITES) {
  if (isChosen(suite)) await timed(`${suite} tests`, () => runSuite(suite));
}
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`${String(total.passed)} passed, ${String(total.failed)} failed, ${String(total.skipped)} skipped`);
process.exitCode = failures.length > 0 || total.failed > 0 ? 1 : 0;
