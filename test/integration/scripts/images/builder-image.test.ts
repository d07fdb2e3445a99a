import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestPodman, type TestPodman } from '#test/support/local-podman.ts';

let podman: TestPodman;

beforeAll(async () => {
  podman = await openTestPodman();
});

afterAll(async () => {
  await podman.close();
});

async function inBuilder(script: string, mountsStorage = false): Promise<string> {
  const { lines, code } = await podman.runPhase(script, { mountsStorage });
  expect(lines.join('\n')).not.toContain('Traceback');
  expect(code, lines.join('\n')).toBe(0);
  return lines.join('\n');
}

describe('the first builder image', () => {
  it('has the id ranges, file capabilities and variables that a nested builder needs', async () => {
    const output = await inBuilder('id -un; cat /etc/subuid; diff /etc/subuid /etc/subgid; getcap /usr/bin/newuidmap /usr/bin/newgidmap; stat -c %A /usr/bin/newuidmap; echo "[$BUILDAH_ISOLATION] [${_CONTAINERS_USERNS_CONFIGURED-unset}]"');
    expect(output.split('\n')).toEqual([
      'podman', 'root:1:65535', 'podman:1:999', 'podman:1001:64535',
      '/usr/bin/newuidmap cap_setuid=ep', '/usr/bin/newgidmap cap_setgid=ep', '-rwxr-xr-x', '[chroot] []',
    ]);
  });

  it('has the tools of every phase in the versions that are asked for', async () => {
    const output = await inBuilder('ansible-builder --version; podman --version; for tool in buildah skopeo crun fuse-overlayfs socat jq git ansible-galaxy ansible-runner; do command -v $tool >/dev/null || echo "no $tool"; done');
    expect(output).toMatch(/^3\.2\.0\npodman version 5\.([4-9]|\d\d)\.\d+$/);
  });

  it('stores images with the overlay driver on the volume', async () => {
    expect(await inBuilder("podman info --format '{{.Store.GraphDriverName}} {{.Store.GraphRoot}}'", true)).toContain('overlay /home/podman/.local/share/containers/storage');
  });

  it('finds the images of an image store that is named as /var/lib/shared is', async () => {
    const output = await inBuilder(
      [
        'set -eu',
        'cd "$(mktemp -d)"; echo hello > file',
        // The store of one podman is the read-only shared store of another one: both under the same user.
        "printf 'FROM scratch\\nCOPY file /\\n' > Containerfile",
        'podman build -q -t localhost/shared:1 . >/dev/null',
        'store=$HOME/.local/share/containers/storage',
        'other=$HOME/.local/share/containers/other; mkdir -p "$other"',
        'podman images --noheading --format "{{.Repository}} {{.ReadOnly}}"',
        'sed "s#/var/lib/shared#$store#; s#^driver.*#&\\ngraphroot = \\"$other\\"\\nrootless_storage_path = \\"$other\\"#" "$HOME/.config/containers/storage.conf" > shared.conf',
        'export CONTAINERS_STORAGE_CONF=$PWD/shared.conf XDG_RUNTIME_DIR=$PWD',
        'podman images --noheading --format "{{.Repository}} {{.ReadOnly}}"',
      ].join('\n'),
      true,
    );
    expect(output.split('\n').filter((line) => line.startsWith('localhost/shared'))).toEqual(['localhost/shared false', 'localhost/shared true']);
  });

  it('names /var/lib/shared as an image store for its user and for root', async () => {
    const output = await inBuilder("podman info --format '{{range $key, $value := .Store.GraphOptions}}{{$key}}={{$value}} {{end}}'; grep -h additionalimagestores /etc/containers/storage.conf; ls /var/lib/shared/overlay-images/images.lock /var/lib/shared/overlay-layers/layers.lock", true);
    expect(output).toContain('overlay.additionalImageStores=[/var/lib/shared]');
    expect(output).toContain('additionalimagestores = ["/var/lib/shared"]\n/var/lib/shared/overlay-images/images.lock\n/var/lib/shared/overlay-layers/layers.lock');
  });
});
