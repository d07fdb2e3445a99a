import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { run } from '#scripts/run.ts';

import { IMAGE_SUITE, type AptSources } from './apt-sources.ts';

export interface DebianTree {
  packages: readonly string[];
  sources: AptSources;
  /** Copied to /tmp/stage in the tree; its customize.sh runs there, then it is removed. */
  stageDir: string;
  /** Where the tar goes. */
  output: string;
  signal?: AbortSignal | undefined;
}

const LEFT_OUT = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/info/*', '/usr/share/locale/*', '/usr/share/lintian/*'];

/** Makes a Debian root file system from Debian's packages alone, as root or (with user namespaces) as an ordinary user. */
export async function makeDebianTree(tree: DebianTree): Promise<void> {
  const sourcesFile = path.join(path.dirname(tree.stageDir), 'sources.list');
  await writeFile(sourcesFile, `${tree.sources.lines.join('\n')}\n`);
  await mkdir(path.dirname(tree.output), { recursive: true });
  await run(
    'mmdebstrap',
    [
      '--quiet',
      '--variant=minbase',
      '--format=tar',
      `--include=${tree.packages.join(',')}`,
      '--aptopt=APT::Install-Recommends "0"',
      '--aptopt=Acquire::Languages "none"',
      ...tree.sources.hostOptions.map((option) => `--aptopt=${option}`),
      ...LEFT_OUT.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
      '--dpkgopt=path-include=/usr/share/doc/*/copyright',
      `--customize-hook=copy-in ${tree.stageDir} /tmp`,
      `--chrooted-customize-hook=cd /tmp/${path.basename(tree.stageDir)} && sh ./customize.sh`,
      `--customize-hook=rm -rf "$1"/tmp/${path.basename(tree.stageDir)} "$1"/etc/resolv.conf "$1"/etc/hostname "$1"/etc/apt/apt.conf.d/99mmdebstrap "$1"/root/.cache`,
      IMAGE_SUITE,
      tree.output,
      sourcesFile,
    ],
    { signal: tree.signal, env: { TMPDIR: path.dirname(tree.stageDir), SOURCE_DATE_EPOCH: '1735689600', DEBIAN_FRONTEND: 'noninteractive' } },
  );
}
