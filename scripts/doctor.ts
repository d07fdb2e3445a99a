import type { DoctorCheck, DoctorReport } from '#lib/contract/workers.ts';
import { readWorkerConfig } from '#worker/config.ts';
import { runDoctor } from '#worker/doctor/doctor.ts';
import { openLocalPodman } from '#worker/podman/create-driver.ts';

const MARKS: Record<DoctorCheck['status'], string> = { ok: '  ok  ', warning: ' warn ', failed: ' FAIL ', unknown: '  ?   ' };

/** For people: a line per check, with the fix below it. */
function printReport(report: DoctorReport): void {
  for (const check of report.checks) {
    console.log(`[${MARKS[check.status]}] ${check.title}: ${check.detail}`);
    if (check.fix !== undefined) console.log(`         → ${check.fix}`);
  }
  const failed = report.checks.filter(({ status }) => status === 'failed').length;
  const warnings = report.checks.filter(({ status }) => status === 'warning').length;
  console.log(failed === 0 ? `\nReady for builds${warnings === 0 ? '.' : `, with ${warnings} warning(s).`}` : `\n${failed} check(s) failed: builds may not work.`);
}

const config = readWorkerConfig();
const report = await runDoctor(config, await openLocalPodman(config));
if (process.argv.includes('--json')) console.log(JSON.stringify(report, null, 2));
else printReport(report);
process.exitCode = report.checks.some(({ status }) => status === 'failed') ? 1 : 0;
