import type { Job } from '#lib/contract/worker-protocol.ts';
import type { PhasePlan } from '#worker/engine/engine.ts';

/** `host:port` of the servers that a phase's credentials are for: configured, so reachable in private ranges as well. */
export function phaseHosts(job: Job, plan: PhasePlan): string[] {
  return [...new Set(plan.secrets.flatMap((need) => (need.kind === 'galaxy-config' ? galaxyHosts(job) : registryHosts(job, plan))))];
}

function galaxyHosts({ galaxy }: Job): string[] {
  return galaxy.flatMap(({ url, authUrl }) => [url, ...(authUrl === null || authUrl === '' ? [] : [authUrl])]).flatMap(hostOf);
}

function registryHosts(job: Job, { phase }: PhasePlan): string[] {
  const used = job.kind === 'build' && phase === 'publish' ? [job.push] : job.pull;
  return used.flatMap((registry) => (registry === null ? [] : hostOf(`https://${registry.host}`)));
}

function hostOf(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { hostname, port, protocol } = new URL(address);
  return [`${hostname}:${port === '' ? (protocol === 'http:' ? '80' : '443') : port}`];
}
