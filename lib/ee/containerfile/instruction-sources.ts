import { readInstructions } from '#lib/ee/containerfile/instructions.ts';
import type { Origin } from '#lib/ee/containerfile/origin.ts';

/** An instruction of a generated Containerfile; lines count from 1, both ends included. */
export interface InstructionSource {
  readonly startLine: number;
  readonly endLine: number;
  /** What of the definition made it; null where ansible-builder always writes it. */
  readonly origin: Origin | null;
}

/** The instructions of a Containerfile, each with what made its lines; `origins` has one entry for each line. */
export function instructionSources(containerfile: string, origins: readonly (Origin | null)[]): InstructionSource[] {
  return readInstructions(containerfile).map(({ line, endLine }) => ({ startLine: line, endLine, origin: joined(origins.slice(line - 1, endLine)) }));
}

/** An instruction of several lines comes from all that made one of them; its place is that of the first. */
function joined(origins: readonly (Origin | null)[]): Origin | null {
  const known = origins.filter((origin) => origin !== null);
  const given = known.filter(({ isDefault }) => !isDefault);
  const [first] = given.length === 0 ? known : given;
  if (first === undefined || given.length < 2) return first ?? null;
  const paths = new Map(given.flatMap((origin) => origin.paths.map((path) => [JSON.stringify(path), path])));
  return { ...first, paths: [...paths.values()] };
}
