import { describe, expect, it } from 'vitest';

import { parseLimits, type HostFacts } from '#worker/podman/host-facts.ts';
import { chooseRuntime, renderContainersConf, renderRegistriesConf, renderStorageConf, rootlessEnv } from '#worker/podman/host.ts';

const FACTS: HostFacts = {
  uid: 0,
  cgroupMode: 'v2',
  hasCrun: true,
  hasRunc: true,
  hasNetavark: true,
  hasUserSystemd: false,
  limits: { files: 20_000, processes: 32_768 },
  runtimeDir: '/run',
};
const LAYOUT = { graphRoot: '/data/podman/storage', runRoot: '/run/eef-1', tmpDir: '/data/podman/tmp' };

describe('chooseRuntime', () => {
  it('takes crun where it works', () => {
    expect(chooseRuntime(FACTS)).toBe('crun');
  });

  it('takes runc on hybrid cgroups, which crun refuses', () => {
    expect(chooseRuntime({ ...FACTS, cgroupMode: 'hybrid' })).toBe('runc');
  });

  it('takes the one that is installed', () => {
    expect(chooseRuntime({ ...FACTS, hasCrun: false })).toBe('runc');
    expect(chooseRuntime({ ...FACTS, hasRunc: false, cgroupMode: 'hybrid' })).toBe('crun');
  });
});

describe('renderContainersConf', () => {
  it("asks for no more than the host's limits", () => {
    expect(renderContainersConf(FACTS, LAYOUT)).toContain('default_ulimits = ["nofile=20000:20000", "nproc=32768:32768"]');
  });

  it('keeps locks and run-time files apart from the podman of the host', () => {
    const text = renderContainersConf(FACTS, LAYOUT);
    expect(text).toContain('lock_type = "file"');
    expect(text).toContain('tmp_dir = "/run/eef-1/libpod"');
  });

  it('lets systemd make the control groups only for a user who has one on cgroups v2', () => {
    expect(renderContainersConf(FACTS, LAYOUT)).toContain('cgroup_manager = "cgroupfs"');
    expect(renderContainersConf({ ...FACTS, uid: 1000, hasUserSystemd: true }, LAYOUT)).toContain('cgroup_manager = "systemd"');
    expect(renderContainersConf({ ...FACTS, hasUserSystemd: true, cgroupMode: 'hybrid' }, LAYOUT)).toContain('cgroup_manager = "cgroupfs"');
  });

  it('does not name a network back end that is not installed', () => {
    expect(renderContainersConf({ ...FACTS, hasNetavark: false }, LAYOUT)).not.toContain('netavark');
  });
});

describe('renderStorageConf', () => {
  it('names the place for rootless podman, too, which does not take graphroot', () => {
    expect(renderStorageConf(LAYOUT)).toContain('rootless_storage_path = "/data/podman/storage"');
  });

  it('quotes paths with special characters', () => {
    expect(renderStorageConf({ ...LAYOUT, graphRoot: '/a "b"/storage' })).toContain('graphroot = "/a \\"b\\"/storage"');
  });
});

describe('renderRegistriesConf', () => {
  it('marks exactly the named registries as insecure', () => {
    const text = renderRegistriesConf(['localhost:5000']);
    expect(text).toContain('location = "localhost:5000"\ninsecure = true');
    expect(renderRegistriesConf([])).not.toContain('insecure');
  });
});

describe('parseLimits', () => {
  it('reads the hard limits', () => {
    const text = 'Limit                     Soft Limit           Hard Limit           Units     \nMax processes             96365                96364                processes \nMax open files            1024                 20000                files     \n';
    expect(parseLimits(text)).toEqual({ files: 20_000, processes: 96_364 });
  });

  it('turns unlimited into a number that podman takes', () => {
    expect(parseLimits('Max processes             unlimited            unlimited            processes \nMax open files            1024                 unlimited            files     \n')).toEqual({ files: 1_048_576, processes: 4_194_304 });
  });
});

describe('rootlessEnv', () => {
  it("keeps run-time files apart from the user's own podman", () => {
    expect(rootlessEnv({ ...FACTS, uid: 1000 }, LAYOUT)).toEqual({ XDG_RUNTIME_DIR: '/run/eef-1' });
  });

  it('names the session bus where control groups are made through it', () => {
    const env = rootlessEnv({ ...FACTS, uid: 1000, hasUserSystemd: true, runtimeDir: '/run/user/1000' }, LAYOUT);
    expect(env['DBUS_SESSION_BUS_ADDRESS']).toBe('unix:path=/run/user/1000/bus');
  });
});
