import { z } from 'zod';
import { Inventory } from '#lib/contract/inventory.ts';
import type { BaseFacts } from '#lib/ee/preflight/findings.ts';

const text = (max: number) => z.string().max(max);
const lines = z.array(text(2000)).max(5000);

export const Images = z.array(
  z.object({ image: text(500), digest: text(100).nullable(), error: text(8000).nullable(), isStored: z.boolean(), isNewer: z.boolean(), tags: z.array(text(200)).max(200) }),
).max(100);

export const GalaxyNewest = z.record(text(300), text(100).nullable());

const ReadRequirements = z.object({ file: text(500).nullable(), lines, excluded: lines });
export const Introspected = z.object({
  collections: z.array(
    z.object({
      name: text(200),
      version: text(100),
      dependencies: z.record(text(200), z.coerce.string()),
      sizeBytes: z.number().int().min(0),
      python: ReadRequirements,
      system: ReadRequirements,
      ignored: z.array(z.object({ file: text(500), reason: text(500) })).max(50),
      error: text(4000).nullable(),
    }),
  ).max(2000),
  user: z.object({ python: lines, system: lines }),
  errors: z.array(text(4000)).max(2000),
});

const index = z.number().int().min(0);
const Trial = z.object({ kind: z.enum(['loosen', 'remove', 'exclude']), lines: z.array(index).max(500), ok: z.boolean(), version: text(200).nullable() });
export const Resolved = z.object({
  packages: z.array(z.object({ name: text(200), version: text(1000), via: z.array(text(500)).max(500), needsBuilding: z.boolean() })).max(20_000),
  newest: z.record(text(200), text(200)),
  conflicts: z.array(z.object({ members: z.array(index).max(500), message: text(10_000), trials: z.array(Trial).max(1000) })).max(20),
  error: text(10_000).nullable(),
});

export const SystemRules = z.object({
  packages: z.array(z.object({ name: text(300), lines: z.array(index).max(500), isForCompiling: z.boolean() })).max(5000),
  unused: z.array(index).max(5000),
  errors: z.array(z.object({ line: index.nullable(), message: text(4000) })).max(5000),
});

const Probe = z.object({ python: Inventory.shape.python, system: Inventory.shape.system, os: Inventory.shape.os, architecture: Inventory.shape.architecture }).partial();

interface ProbeTexts {
  facts: string;
  osRelease: string;
  probe: string | null;
}

export type ProbedBase = BaseFacts & { config: Record<string, string>; libc: string };

/** What the base says of itself: `facts` are lines of key=value, `probe` is the JSON of probe.py. */
export function readBaseFacts({ facts, osRelease, probe }: ProbeTexts): ProbedBase {
  const pairs = facts.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  const all = (key: string) => pairs.filter(([name]) => name === key).map(([, value]) => value);
  const has = (key: string) => all(key).length > 0;
  return {
    ...readContents(probe, osRelease),
    hasPackageManager: has('manager'),
    otherPackageManagers: all('other'),
    hasInterpreter: has('python'),
    hasPip: has('pip'),
    hasEnsurepip: has('ensurepip'),
    hasGalaxy: has('galaxy'),
    config: readPipConfig(all('config')),
    libc: all('libc')[0] ?? '',
  };
}

function readContents(probe: string | null, osRelease: string): Pick<BaseFacts, 'os' | 'architecture' | 'pythonVersion' | 'python' | 'system'> {
  const { os, architecture = '', python, system } = readProbe(probe);
  const { version: pythonVersion = null, packages = [] } = python ?? {};
  return { os: os?.prettyName ?? prettyName(osRelease), architecture, pythonVersion, python: packages, system: system?.packages ?? [] };
}

function prettyName(osRelease: string): string {
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(osRelease)?.[1] ?? '';
}

/** `pip config list`: section.key='value'. */
function readPipConfig(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(lines.map((line) => /^[\w:]*\.([\w-]+)='(.*)'$/.exec(line)).flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? '']])));
}

function readProbe(probe: string | null): z.infer<typeof Probe> {
  try {
    return Probe.parse(JSON.parse(probe ?? '{}'));
  } catch {
    return {};
  }
}

/** `candidate NAME VERSION` and `unknown NAME` lines; null when the package manager had no lists. */
export function readCandidates(output: string | null): Record<string, string | null> | null {
  const words = (output ?? '').split('\n').map((line) => line.split(' '));
  if (!words.some(([first]) => first === 'asked')) return null;
  const entries = words.flatMap(([kind, name, version]): [string, string | null][] => {
    if (name === undefined || name === '') return [];
    if (kind === 'candidate') return [[name, (version ?? '').slice(0, 200)]];
    return kind === 'unknown' ? [[name, null]] : [];
  });
  return Object.fromEntries(entries);
}
