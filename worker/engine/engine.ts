import type { FailureCode, PhaseName } from '#lib/contract/builds.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import type { ExpectedStep } from '#lib/ee/containerfile/steps.ts';

/** A file below /job/in of a phase. */
export interface PhaseInput {
  /** Relative, `/` separated. */
  path: string;
  source:
    | { kind: 'text'; text: string }
    /** A file of the definition, fetched from the server by its hash. */
    | { kind: 'blob'; sha256: string; size: number; isExecutable: boolean }
    /** What an earlier phase left in its /job/out. */
    | { kind: 'output'; phase: PhaseName; name: string };
}

/** A secret file by what it is for; its bytes are known only to the worker's delivery. */
export type SecretNeed =
  | { kind: 'registry-auth'; file: 'auth.json' }
  /** `ownConfig`: an ansible.cfg of the definition whose other settings stay in force. */
  | { kind: 'galaxy-config'; file: 'galaxy.cfg'; ownConfig: string | null };

/** What an engine wants run: one disposable container. It starts nothing itself. */
export interface PhasePlan {
  phase: PhaseName;
  /** The script that it runs; default: the one of its name. */
  script?: string;
  inputs: PhaseInput[];
  secrets: SecretNeed[];
  network: 'none' | 'egress';
  mountsStorage: boolean;
  /** The steps that podman will announce, for a phase that builds. */
  steps: readonly ExpectedStep[];
}

export interface PhaseResult {
  phase: PhaseName;
  /** 0 is success. */
  exitCode: number;
  /** A small file of /job/out as text, null when there is none. */
  readText: (name: string) => Promise<string | null>;
  /** The last lines of its output, masked. */
  lastLines: readonly string[];
  failedStep: { ordinal: number; text: string } | null;
}

/** Where the built image lies: in the slot's storage under a reference, or in a file as an OCI layout. */
export type BuiltImage = { kind: 'storage'; reference: string } | { kind: 'oci-layout'; phase: PhaseName; name: string; digest: string };

export interface EngineFailure {
  code: FailureCode;
  message: string;
  phase: PhaseName | null;
  step: { ordinal: number; text: string } | null;
  exitCode: number | null;
  lastLines: readonly string[];
}

export type EngineResult = { kind: 'built'; image: BuiltImage; pythons: readonly string[] } | { kind: 'failed'; failure: EngineFailure };

/** What the engine tells about the attempt while it goes on. */
export interface EngineReport {
  versions: (versions: Record<string, string>) => void;
  artifact: (artifact: { kind: 'containerfile' | 'context' | 'lock'; mediaType: string; phase: PhaseName; name: string }) => void;
  skip: (phase: PhaseName, note: string) => void;
}

export interface EngineInput {
  job: BuildJob;
  report: EngineReport;
  /** Text of one of the definition's files, null when there is none. */
  readFile: (path: string) => Promise<string | null>;
}

/** Yields what may run side by side, is given the results in that order, and returns the image. */
export type EngineRun = AsyncGenerator<readonly PhasePlan[], EngineResult, readonly PhaseResult[]>;

export interface Engine {
  name: string;
  run: (input: EngineInput) => EngineRun;
}

export function failed(result: PhaseResult, code: FailureCode, message: string): EngineResult {
  return {
    kind: 'failed',
    failure: { code, message, phase: result.phase, step: result.failedStep, exitCode: result.exitCode, lastLines: result.lastLines.slice(-20) },
  };
}
