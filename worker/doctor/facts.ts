import type { CgroupMode } from '#worker/podman/host-facts.ts';
import type { Probe } from './probe.ts';

export interface PodmanFacts {
  version: string;
  runtime: { name: string; version: string; package: string };
  hasSeccomp: boolean;
  selinux: 'enforcing' | 'permissive' | 'off';
  hasAppArmor: boolean;
}

export interface ServerFacts {
  address: string;
  /** null: no answer, `error` says why. */
  status: number | null;
  error: string;
}

/** What the checks judge: read from the host once, so that a check is a plain function. */
export interface DoctorFacts {
  podman: PodmanFacts | { error: string };
  isRootless: boolean;
  runtime: 'crun' | 'runc';
  cgroupMode: CgroupMode;
  kernel: string;
  openFiles: number;
  user: string;
  /** Ids in /etc/subuid and /etc/subgid for the user. */
  subordinate: { uids: number; gids: number };
  /** null: the kernel has no such switch. */
  userNamespaces: { max: number | null; isCloneAllowed: boolean | null; isRestrictedByAppArmor: boolean | null };
  isRootShared: boolean;
  disk: { path: string; freeBytes: number; totalBytes: number };
  limitGb: number;
  caBundle: { file: string; certificates: number } | null;
  siteProxy: { host: string; error: string } | null;
  registry: ServerFacts | null;
  galaxy: ServerFacts;
  server: ServerFacts;
  builderImage: { name: string; id: string | null };
  /** A container with all arguments of a build; null where it could not run. */
  probe: Probe | { error: string };
}

export type Judgement = { status: 'ok' | 'warning' | 'failed' | 'unknown'; detail: string; fix?: string };

export interface Check {
  id: string;
  title: string;
  judge: (facts: DoctorFacts) => Judgement;
}

/** For checks that need the probe: what they say when it did not run. */
export const NO_PROBE: Judgement = { status: 'unknown', detail: 'The trial container did not run, see "A build container starts".' };
