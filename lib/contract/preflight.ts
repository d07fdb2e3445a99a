import { z } from 'zod';
import { Checked, type PhaseName } from './builds.ts';
import { Id } from './common.ts';
import { MAX_DEFINITION_BYTES, RevisionFile, RevisionSettings } from './definitions.ts';
import { Task } from './tasks.ts';

export const PREFLIGHT_PHASES: readonly PhaseName[] = ['context', 'fetch', 'collect', 'probe', 'introspect', 'resolve', 'packages'];

/** The definition as it stands, saved or not; files were uploaded before (POST /blobs). */
export const StartPreflight = z.object({
  text: z.string().max(MAX_DEFINITION_BYTES),
  files: z.array(RevisionFile).max(500).default([]),
  settings: RevisionSettings.prefault({}),
});
export type StartPreflight = z.infer<typeof StartPreflight>;

const text = (max: number) => z.string().max(max);
const Path = z.array(z.union([text(500), z.number().int().min(0)])).max(50);

type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
const JsonValue = z.json() as unknown as z.ZodType<JsonValue>;

/** An edit of lib/ee/edit. */
const Edit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), path: Path, value: JsonValue }),
  z.object({ kind: z.literal('delete'), path: Path }),
  z.object({ kind: z.literal('insert'), path: Path, index: z.number().int().min(0).exactOptional(), value: JsonValue }),
]);

export const CheckStatus = z.enum(['ok', 'warning', 'problem', 'skipped']);
export type CheckStatus = z.infer<typeof CheckStatus>;

/** A change of the definition that removes a conflict, all of it one undo step. */
export const PreflightFix = z.object({ title: text(300), edits: z.array(Edit).min(1).max(50) });
export type PreflightFix = z.infer<typeof PreflightFix>;

export const PreflightCheck = z.object({
  id: z.enum(['definition', 'base-image', 'other-images', 'package-manager', 'interpreter', 'pip', 'ansible', 'collections', 'roles', 'introspect', 'python', 'python-sources', 'system']),
  status: CheckStatus,
  title: text(300),
  /** What was found, in sentences. */
  detail: text(4000),
  /** What to do next; empty when there is nothing. */
  remedy: text(1000),
  /** The key that it is about. */
  path: Path.nullable(),
  fixes: z.array(PreflightFix).max(10),
});
export type PreflightCheck = z.infer<typeof PreflightCheck>;

/** `you`: the definition itself. */
const Asker = z.object({ who: text(200), line: text(1000), path: Path.nullable() });

export const PreflightConflict = z.object({
  kind: z.enum(['python', 'collections', 'system']),
  what: text(2000),
  askers: z.array(Asker).max(200),
  fixes: z.array(PreflightFix).max(10),
});
export type PreflightConflict = z.infer<typeof PreflightConflict>;

const ReadFile = z.object({ file: text(500).nullable(), lines: z.number().int().min(0), excluded: z.array(text(500)).max(500) });

export const PreflightCollection = z.object({
  name: text(200),
  version: text(100),
  sizeBytes: z.number().int().min(0),
  askedBy: z.array(text(200)).max(500),
  /** What introspect reads of it. */
  python: ReadFile,
  system: ReadFile,
  /** Requirement files that introspect does not read, each with the reason. */
  ignored: z.array(z.object({ file: text(500), reason: text(500) })).max(50),
});
export type PreflightCollection = z.infer<typeof PreflightCollection>;

export const PreflightPackage = z.object({
  name: text(200),
  version: text(200),
  askedBy: z.array(text(200)).max(500),
  /** The version that the base image has. */
  inBase: text(200).nullable(),
  /** A newer one that this Python can run. */
  newer: text(200).nullable(),
  needsBuilding: z.boolean(),
});
export type PreflightPackage = z.infer<typeof PreflightPackage>;

export const PreflightSystemPackage = z.object({
  name: text(300),
  askedBy: z.array(text(200)).max(500),
  /** `unchecked`: the package manager could not be asked. */
  status: z.enum(['installed', 'available', 'unknown', 'unchecked']),
  version: text(200),
  isForCompiling: z.boolean(),
});
export type PreflightSystemPackage = z.infer<typeof PreflightSystemPackage>;

/** What a preflight found: partly claims of untrusted code, capped here, always shown as text. */
export const PreflightResult = z.object({
  status: Checked.shape.status,
  base: z.object({ image: text(500), digest: text(100), os: text(200), python: text(100), architecture: text(50) }).nullable(),
  checks: z.array(PreflightCheck).max(50),
  conflicts: z.array(PreflightConflict).max(50),
  collections: z.array(PreflightCollection).max(2000),
  python: z.array(PreflightPackage).max(20_000),
  system: z.array(PreflightSystemPackage).max(5000),
});
export type PreflightResult = z.infer<typeof PreflightResult>;

export const Preflight = Task.extend({ definition: z.object({ id: Id, name: z.string() }), result: PreflightResult.nullable() });
export type Preflight = z.infer<typeof Preflight>;
