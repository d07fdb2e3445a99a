import { access, constants, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';

import type { ScriptConfig } from '#scripts/config.ts';
import { run } from '#scripts/run.ts';
import { preparePodmanHost, type PodmanHost } from '#worker/podman/host.ts';

const NEEDED_IDS = 65_536;

/** Our own podman set-up in the data directory, tried once so that a host that cannot run containers is told at once. */
export async function ensurePodman(config: ScriptConfig): Promise<PodmanHost> {
  if (process.getuid?.() !== 0) await checkSubordinateIds();
  const host = await preparePodmanHost({
    dataDir: config.dataDir,
    insecureRegistries: [...(config.localRegistry === null ? [] : [config.localRegistry]), ...config.settings.EEF_INSECURE_REGISTRIES],
    environment: { PATH: config.environment['PATH'], XDG_RUNTIME_DIR: config.environment['XDG_RUNTIME_DIR'] },
  });
  await run('podman', ['info', '--format', '{{.Host.OCIRuntime.Name}}'], { env: host.env });
  return host;
}

async function checkSubordinateIds(): Promise<void> {
  const { username, uid } = userInfo();
  for (const file of ['/etc/subuid', '/etc/subgid']) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (countIds(text, [username, String(uid)]) >= NEEDED_IDS) continue;
    throw new Error(
      `${username} has fewer than ${NEEDED_IDS} ids in ${file}, which rootless containers need. As root (or with sudo) run:\n\n` +
        `  usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${username}\n\n` +
        'with a range that no other user has, and then `npm run up` again.',
    );
  }
  await access('/usr/bin/newuidmap', constants.X_OK);
}

/** Sum of the ids that a subuid or subgid file gives to one of the names. */
export function countIds(text: string, names: readonly string[]): number {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([name]) => name !== undefined && names.includes(name))
    .reduce((sum, [, , count]) => sum + (Number(count) || 0), 0);
}
