import { CommandError, run } from './run.ts';
import { installCommand } from './up/system-packages.ts';

/** What the tests use besides what `up` installs: a Debian package and a command that succeeds once it is there. */
const PACKAGES: readonly { name: string; probe: readonly [string, ...string[]] }[] = [
  { name: 'chromium', probe: ['chromium', '--version'] },
  { name: 'fonts-liberation', probe: ['test', '-d', '/usr/share/fonts/truetype/liberation'] },
  { name: 'skopeo', probe: ['skopeo', '--version'] },
  { name: 'openssl', probe: ['openssl', 'version'] },
  { name: 'python3-venv', probe: ['python3', '-c', 'import ensurepip'] },
];

/** Installs missing ones as root; as an ordinary user it throws with the exact command. */
export async function ensureTestPackages(): Promise<string> {
  const missing: string[] = [];
  for (const { name, probe: [program, ...args] } of PACKAGES) {
    if (!(await run(program, args).then(() => true, () => false))) missing.push(name);
  }
  if (missing.length === 0) return 'all present';
  if (process.getuid?.() !== 0) throw new CommandError(`The tests need more system packages. As root run:\n\n  ${installCommand(missing)}`);
  await run('apt-get', ['update', '-q']);
  await run('apt-get', ['install', '-q', '--yes', '--no-install-recommends', ...missing], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  return `installed ${missing.join(', ')}`;
}
