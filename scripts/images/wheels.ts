import { run } from '#scripts/run.ts';

import { IMAGE_PYTHON } from './versions.ts';

const MACHINES: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64', ppc64: 'ppc64le', s390x: 's390x' };

/**
 * Downloads wheels for the images' Python with the host's own pip and its configuration (index, proxy, certificates),
 * so that none of that enters the image.
 */
export async function downloadWheels(requirements: readonly string[], directory: string, signal?: AbortSignal): Promise<void> {
  const machine = MACHINES[process.arch] ?? process.arch;
  const tag = `cp${IMAGE_PYTHON.replace('.', '')}`;
  const platforms = ['manylinux_2_28', 'manylinux_2_17', 'manylinux2014'].flatMap((platform) => ['--platform', `${platform}_${machine}`]);
  await run(
    '/usr/bin/python3',
    ['-m', 'pip', 'download', '--quiet', '--dest', directory, '--only-binary=:all:', '--python-version', IMAGE_PYTHON,
      '--implementation', 'cp', '--abi', tag, '--abi', 'abi3', '--abi', 'none', ...platforms, ...requirements],
    { signal, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' } },
  );
}
