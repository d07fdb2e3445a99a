import { DoctorCheck, type DoctorReport } from '#lib/contract/workers.ts';
import type { WorkerConfig } from '#worker/config.ts';
import type { LocalPodman } from '#worker/podman/create-driver.ts';
import { accessControl } from './checks/access-control.ts';
import { builderImage, trial } from './checks/builder-image.ts';
import { certificates } from './checks/certificates.ts';
import { cgroups } from './checks/cgroups.ts';
import { dashboard } from './checks/dashboard.ts';
import { disk } from './checks/disk.ts';
import { galaxy } from './checks/galaxy.ts';
import { idMapTools } from './checks/id-map-tools.ts';
import { isolation } from './checks/isolation.ts';
import { limits } from './checks/limits.ts';
import { mountPropagation } from './checks/mount-propagation.ts';
import { ociRuntime } from './checks/oci-runtime.ts';
import { openFiles } from './checks/open-files.ts';
import { podmanVersion } from './checks/podman-version.ts';
import { registry } from './checks/registry.ts';
import { siteProxy } from './checks/site-proxy.ts';
import { storageDriver } from './checks/storage-driver.ts';
import { subordinateIds } from './checks/subordinate-ids.ts';
import { userNamespaces } from './checks/user-namespaces.ts';
import type { Check, DoctorFacts } from './facts.ts';
import { readFacts } from './read-facts.ts';

export const CHECKS: readonly Check[] = [
  podmanVersion, ociRuntime, cgroups, limits, userNamespaces, subordinateIds, mountPropagation, accessControl, openFiles, disk,
  builderImage, trial, idMapTools, isolation, storageDriver,
  certificates, siteProxy, registry, galaxy, dashboard,
];

/** Checks the host of a worker and says the fix for each problem. Takes some seconds: a container is tried. */
export async function runDoctor(config: WorkerConfig, podman: LocalPodman): Promise<DoctorReport> {
  return { at: new Date().toISOString(), checks: judgeAll(await readFacts(config, podman)) };
}

export function judgeAll(facts: DoctorFacts): DoctorCheck[] {
  return CHECKS.map(({ id, title, judge }) => {
    const { status, detail, fix } = judge(facts);
    return DoctorCheck.parse({ id, title, status, detail: detail.slice(0, 2000), ...(fix === undefined ? {} : { fix }) });
  });
}
