import { describe, expect, test } from 'vitest';

import { CHECKS, judgeAll } from '#worker/doctor/doctor.ts';
import type { DoctorFacts } from '#worker/doctor/facts.ts';
import { PROBE_MEMORY_MB, type Probe } from '#worker/doctor/probe.ts';

const PROBE: Probe = {
  capbnd: '00000000000400c0',
  seccomp: '2',
  uidmap: '0 600000000 65536',
  devices: 'full;null;zero',
  memory: String(PROBE_MEMORY_MB * 1024 * 1024),
  storage: 'overlay|{"overlay.imagestore":"/var/lib/shared"}|{"Backing Filesystem":"extfs","Native Overlay Diff":"true"}',
  unshare: '0 1000 1;1 1 999',
  filecaps: '/usr/bin/newuidmap cap_setuid=ep;/usr/bin/newgidmap cap_setgid=ep',
  subuid: 'root:1:65535;podman:1:999;podman:1001:64535;',
  podman: 'podman version 5.4.2',
  buildah: 'buildah version 1.39.3 (image-spec 1.1.0, runtime-spec 1.2.0)',
  skopeo: 'skopeo version 1.18.0',
  'ansible-builder': '3.2.0',
  'ansible-core': '2.21.5',
  tools: '',
  os: 'Debian GNU/Linux 13 (trixie)',
};

const PODMAN = { version: '5.4.2', runtime: { name: 'crun', version: '1.21', package: '' }, hasSeccomp: true, selinux: 'off', hasAppArmor: false } as const;
const HEALTHY: DoctorFacts = {
  podman: PODMAN,
  isRootless: true,
  runtime: 'crun',
  cgroupMode: 'v2',
  kernel: '6.12.0',
  openFiles: 524_288,
  user: 'ann',
  subordinate: { uids: 65_536, gids: 65_536 },
  userNamespaces: { max: 10_000, isCloneAllowed: null, isRestrictedByAppArmor: null },
  isRootShared: true,
  disk: { path: '/data', freeBytes: 100e9, totalBytes: 200e9 },
  limitGb: 40,
  caBundle: { file: '/etc/ssl/ca.crt', certificates: 140 },
  siteProxy: null,
  registry: { address: 'localhost:5000', status: 401, error: '' },
  galaxy: { address: 'localhost:8081', status: 401, error: '' },
  server: { address: 'localhost:8080', status: 200, error: '' },
  builderImage: { name: 'localhost/ee-builder:first', id: 'abcdef0123456789' },
  probe: PROBE,
};

function judgeOne(id: string, change: Partial<DoctorFacts>) {
  const found = judgeAll({ ...HEALTHY, ...change }).find((check) => check.id === id);
  if (found === undefined) throw new Error(`no check ${id}`);
  return found;
}

describe('judgeAll', () => {
  test('finds nothing on a healthy host', () => {
    expect(judgeAll(HEALTHY).filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  test('has one id per check', () => {
    expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
  });

  test.each<[string, string, Partial<DoctorFacts>, RegExp]>([
    ['podman', 'failed', { podman: { error: 'not found' } }, /apt-get install podman/],
    ['podman', 'failed', { podman: { ...PODMAN, version: '3.4.4' } }, /4\.3/],
    ['runtime', 'warning', { runtime: 'runc', podman: { ...PODMAN, runtime: { name: 'runc', version: '1.1.5', package: 'runc_1.1.5' } } }, /only-upgrade runc/],
    ['runtime', 'warning', { runtime: 'crun', podman: { ...PODMAN, runtime: { name: 'crun', version: '1.4.3', package: '' } } }, /only-upgrade crun/],
    ['cgroups', 'failed', { cgroupMode: 'hybrid' }, /install runc/],
    ['cgroups', 'warning', { cgroupMode: 'v1', runtime: 'runc' }, /unified_cgroup_hierarchy/],
    ['cgroups', 'failed', { cgroupMode: 'none' }, /cgroup2/],
    ['limits', 'warning', { probe: { ...PROBE, memory: 'max' } }, /linger/],
    ['user-namespaces', 'failed', { userNamespaces: { max: 0, isCloneAllowed: null, isRestrictedByAppArmor: null } }, /max_user_namespaces/],
    ['user-namespaces', 'failed', { userNamespaces: { max: 9, isCloneAllowed: false, isRestrictedByAppArmor: null } }, /unprivileged_userns_clone/],
    ['user-namespaces', 'failed', { userNamespaces: { max: 9, isCloneAllowed: null, isRestrictedByAppArmor: true }, probe: { ...PROBE, unshare: 'permission denied' } }, /apparmor_restrict/],
    ['subordinate-ids', 'failed', { subordinate: { uids: 65_536, gids: 5000 } }, /usermod --add-subuids/],
    ['mounts', 'warning', { isRootShared: false }, /make-rshared/],
    ['access-control', 'failed', { podman: { ...PODMAN, hasSeccomp: false } }, /seccomp/],
    ['open-files', 'warning', { openFiles: 1024 }, /LimitNOFILE/],
    ['disk', 'failed', { disk: { path: '/data', freeBytes: 5e9, totalBytes: 200e9 } }, /Free space/],
    ['disk', 'warning', { disk: { path: '/data', freeBytes: 30e9, totalBytes: 200e9 } }, /Free space/],
    ['builder-image', 'failed', { builderImage: { name: 'x', id: null } }, /npm run up/],
    ['builder-image', 'failed', { probe: { ...PROBE, buildah: 'buildah version 1.38.0' } }, /ee_builder/],
    ['builder-image', 'failed', { probe: { ...PROBE, 'ansible-builder': '3.1.0' } }, /ee_builder/],
    ['builder-image', 'failed', { probe: { ...PROBE, tools: 'socat' } }, /ee_builder/],
    ['trial', 'failed', { probe: { error: 'Podman could not start' } }, /npm run doctor/],
    ['newuidmap', 'failed', { probe: { ...PROBE, filecaps: '' } }, /ee_builder/],
    ['newuidmap', 'warning', { probe: { ...PROBE, subuid: 'podman:20000:5000' } }, /ee_builder/],
    ['isolation', 'failed', { probe: { ...PROBE, capbnd: '000001ffffffffff' } }, /containers\.conf/],
    ['isolation', 'failed', { probe: { ...PROBE, seccomp: '0' } }, /seccomp/],
    ['isolation', 'failed', { probe: { ...PROBE, uidmap: '0          0 4294967295' } }, /containers\.conf/],
    ['storage-driver', 'warning', { probe: { ...PROBE, storage: 'overlay|{"overlay.mount_program":{}}|{}' } }, /5\.13/],
    ['storage-driver', 'warning', { probe: { ...PROBE, storage: 'overlay|{}|{"Backing Filesystem":"overlayfs"}' } }, /ext4 or xfs/],
    ['storage-driver', 'warning', { probe: { ...PROBE, storage: 'vfs|{}|{}' } }, /ext4 or xfs/],
    ['storage-driver', 'failed', { probe: { ...PROBE, storage: 'Error: something' } }, /npm run up/],
    ['certificates', 'failed', { caBundle: null }, /EEF_CA_BUNDLE/],
    ['certificates', 'failed', { caBundle: { file: '/x', certificates: 0 } }, /EEF_CA_BUNDLE/],
    ['proxy', 'failed', { siteProxy: { host: 'proxy:3128', error: 'refused' } }, /EEF_PROXY/],
    ['registry', 'failed', { registry: { address: 'localhost:5000', status: null, error: 'refused' } }, /npm run up/],
    ['registry', 'warning', { registry: { address: 'localhost:5000', status: 200, error: '' } }, /npm run up/],
    ['galaxy', 'warning', { galaxy: { address: 'localhost:8081', status: null, error: 'refused' } }, /EEF_GALAXY_URL/],
    ['dashboard', 'failed', { server: { address: 'localhost:8080', status: 503, error: '' } }, /EEF_SERVER_URL/],
  ])('%s: %s, with its fix', (id, status, change, fix) => {
    expect(judgeOne(id, change)).toMatchObject({ status, fix: expect.stringMatching(fix) as string });
  });

  test('says "unknown", not "failed", of what only the trial container could have shown', () => {
    const checks = judgeAll({ ...HEALTHY, probe: { error: 'it did not start' } });
    expect(checks.filter(({ status }) => status === 'unknown').map(({ id }) => id).sort()).toEqual(['builder-image', 'isolation', 'limits', 'newuidmap', 'storage-driver', 'user-namespaces']);
    expect(checks.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual(['trial']);
  });
});
