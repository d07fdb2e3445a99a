import { describe, expect, test } from 'vitest';

import type { PhaseDescription } from '#worker/driver.ts';
import { containerArguments, fenceOf, outerLogBytes, type ArgvHost } from '#worker/podman/argv.ts';

const PHASE: PhaseDescription = {
  labels: { job: 'cjob00000000000000000001', attempt: 2, token: 'token-of-the-lease', phase: 'build' },
  image: 'localhost/ee-builder:first',
  dirs: { root: '/work/a/build', in: '/work/a/build/in', out: '/work/a/build/out', net: '/work/a/build/net' },
  storage: { trustDomain: 'default', slot: 0 },
  mountsStorage: true,
  network: 'egress',
  env: { EEF_NOTE: 'two words' },
  limits: { memoryMb: 6144, cpus: 1.5, pids: 4096, diskGb: 40, timeoutSeconds: 3600, logBytes: 1_000_000 },
};
const HOST: ArgvHost = { owner: { instance: 'abcdef123456', worker: 'w1' }, ulimits: { files: 20_000, processes: 32_768 }, hasCgroupLimits: true, hasSelinux: false };
const STORAGE = { volume: 'eef-w1-default-0', uidBase: 600_000_000 };

describe('containerArguments', () => {
  test('is exactly the unprivileged mode, as root', () => {
    expect(containerArguments(PHASE, STORAGE, HOST)).toEqual([
      'run', '--detach', '--pull=never',
      '--name=eef-abcdef-000000000001-2-build-toke',
      '--user=podman', '--cap-drop=all', '--cap-add=SETUID,SETGID,SYS_CHROOT',
      '--uidmap=0:600000000:65536', '--gidmap=0:600000000:65536',
      '--network=none', '--http-proxy=false', '--no-hosts', '--hostname=ee-builder',
      '--image-volume=ignore', '--sdnotify=ignore', '--systemd=false', '--restart=no', '--workdir=/',
      '--volume=/work/a/build/in:/job/in:ro',
      '--volume=/work/a/build/out:/job/out:rw',
      '--volume=/work/a/build/net:/run/ee-foundry-net:ro',
      '--volume=eef-w1-default-0:/home/podman/.local/share/containers:rw',
      '--tmpfs=/run/secrets-ee:rw,noexec,nosuid,nodev,size=4m,mode=1777',
      '--shm-size=64m',
      '--env=http_proxy=http://127.0.0.1:3128', '--env=https_proxy=http://127.0.0.1:3128',
      '--env=HTTP_PROXY=http://127.0.0.1:3128', '--env=HTTPS_PROXY=http://127.0.0.1:3128',
      '--env=no_proxy=localhost,127.0.0.1', '--env=NO_PROXY=localhost,127.0.0.1',
      '--env=EEF_NOTE=two words',
      '--memory=6144m', '--memory-swap=6144m', '--cpus=1.5', '--pids-limit=4096',
      '--ulimit=nofile=20000:20000', '--ulimit=nproc=32768:32768', '--ulimit=core=0:0',
      '--timeout=3600',
      '--label=ee-foundry=abcdef123456', '--label=ee-foundry.worker=w1',
      '--label=ee-foundry.job=cjob00000000000000000001', '--label=ee-foundry.attempt=2', '--label=ee-foundry.token=token-of-the-lease', '--label=ee-foundry.phase=build',
      '--label=ee-foundry.log=/work/a/build/raw.log',
      '--label=ee-foundry.fence={"outDir":"/work/a/build/out","volume":"eef-w1-default-0","diskBytes":40000000000,"logBytes":71108864}',
      '--log-driver=k8s-file', '--log-opt=path=/work/a/build/raw.log', '--log-opt=max-size=142217728',
      '--entrypoint=["/bin/sh"]',
      'localhost/ee-builder:first',
      '/job/in/run',
    ]);
  });

  test('maps no ids and sets no cgroup limit where a rootless podman could not', () => {
    const args = containerArguments(PHASE, { ...STORAGE, uidBase: null }, { ...HOST, hasCgroupLimits: false });
    expect(args.join(' ')).not.toMatch(/--uidmap|--gidmap|--memory|--cpus|--pids-limit/);
    expect(args).toContain('--ulimit=nproc=4096:4096');
  });

  test('mounts neither sockets nor layers where a phase needs none', () => {
    const args = containerArguments({ ...PHASE, network: 'none', mountsStorage: false }, STORAGE, HOST).join(' ');
    expect(args).not.toMatch(/ee-foundry-net|proxy=http:|local\/share\/containers/);
    expect(args).toContain('--uidmap=0:600000000:65536');
  });

  test('turns SELinux labels off for the container only where SELinux is on', () => {
    expect(containerArguments(PHASE, STORAGE, { ...HOST, hasSelinux: true })).toContain('--security-opt=label=disable');
  });

  test('never asks for more rights, a device, another network or a change of owners', () => {
    const args = containerArguments(PHASE, STORAGE, HOST).join(' ');
    expect(args).not.toMatch(/--privileged|--device|seccomp|no-new-privileges|apparmor|--pid=|--userns|--network=(?!none)|:U\b|,U\b|podman\.sock|docker\.sock/);
  });

  test('keeps the outer cap of the log above the fence that ends the container', () => {
    expect(outerLogBytes(1000)).toBeGreaterThan(fenceOf(PHASE, STORAGE).logBytes);
    expect(fenceOf({ ...PHASE, mountsStorage: false }, STORAGE).volume).toBeNull();
  });
});
