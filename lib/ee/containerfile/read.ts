import { readInstructions, type Instruction } from '#lib/ee/containerfile/instructions.ts';
import { substitute, unquote, type Variables } from '#lib/ee/containerfile/substitute.ts';

export interface Stage {
  /** Null for a stage without AS. */
  readonly name: string | null;
  /** The image or earlier stage, variables replaced. */
  readonly from: string;
  /** The number of the earlier stage that `from` means, or null for an image. */
  readonly fromStage: number | null;
  /** FROM included. */
  readonly instructions: readonly Instruction[];
}

export interface ContainerfileModel {
  readonly stages: readonly Stage[];
  /** The external images that a build reads (FROM, COPY --from, RUN --mount from), each once, in order. */
  readonly images: readonly string[];
}

type BuildArguments = Readonly<Record<string, string>>;

/** Reads stages and images of a Containerfile; `buildArguments` are those of the command line. */
export function readContainerfile(text: string, buildArguments: BuildArguments = {}): ContainerfileModel {
  const instructions = readInstructions(text);
  const firstFrom = instructions.findIndex((instruction) => instruction.keyword === 'FROM');
  if (firstFrom < 0) return { stages: [], images: [] };
  const globals = argumentsOf(instructions.slice(0, firstFrom), new Map(), buildArguments);
  const stages: Stage[] = [];
  for (const group of groupByStage(instructions.slice(firstFrom))) stages.push(toStage(group, globals, stages));
  const images = stages.flatMap((stage, index) => stageImages(stage, stages.slice(0, index), globals, buildArguments));
  return { stages, images: [...new Set(images)] };
}

function groupByStage(instructions: readonly Instruction[]): Instruction[][] {
  const groups: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') groups.push([]);
    groups.at(-1)?.push(instruction);
  }
  return groups;
}

function toStage(instructions: readonly Instruction[], globals: Variables, earlier: readonly Stage[]): Stage {
  const words = wordsOf(instructions[0]).filter((word) => !word.startsWith('--'));
  const from = unquote(substitute(words[0] ?? '', globals));
  const name = words[1]?.toLowerCase() === 'as' ? (words[2] ?? null) : null;
  return { name, from, fromStage: stageNumber(from, earlier, false), instructions };
}

function stageNumber(reference: string, stages: readonly Stage[], allowsIndex: boolean): number | null {
  const named = stages.findLastIndex((stage) => stage.name !== null && stage.name.toLowerCase() === reference.toLowerCase());
  if (named >= 0) return named;
  const index = Number(reference);
  return allowsIndex && /^\d+$/.test(reference) && index < stages.length ? index : null;
}

function stageImages(stage: Stage, earlier: readonly Stage[], globals: Variables, buildArguments: BuildArguments): string[] {
  const images = stage.fromStage === null && stage.from !== '' && stage.from !== 'scratch' ? [stage.from] : [];
  let variables: Variables = new Map();
  for (const instruction of stage.instructions.slice(1)) {
    variables = argumentsOf([instruction], variables, buildArguments, globals);
    for (const reference of sourcesOf(instruction)) {
      const image = unquote(substitute(reference, new Map([...globals, ...variables])));
      if (image !== '' && image !== 'scratch' && stageNumber(image, earlier, true) === null) images.push(image);
    }
  }
  return images;
}

function sourcesOf(instruction: Instruction): string[] {
  const flags = wordsOf(instruction).filter((word) => word.startsWith('--'));
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
    return flags.flatMap((flag) => /^--from=(.+)$/.exec(flag)?.[1] ?? []);
  }
  if (instruction.keyword !== 'RUN') return [];
  return flags.filter((flag) => flag.startsWith('--mount=')).flatMap((flag) => /[=,]from=([^,]+)/.exec(flag)?.[1] ?? []);
}

function argumentsOf(instructions: readonly Instruction[], known: Variables, buildArguments: BuildArguments, globals: Variables = new Map()): Variables {
  const variables = new Map(known);
  for (const instruction of instructions) {
    if (instruction.keyword !== 'ARG' && instruction.keyword !== 'ENV') continue;
    for (const { name, value } of assignmentsOf(instruction)) {
      const given = instruction.keyword === 'ARG' ? buildArguments[name] : undefined;
      const fallback = value === null ? globals.get(name) : unquote(substitute(value, variables));
      const result = given ?? fallback;
      if (result !== undefined) variables.set(name, result);
    }
  }
  return variables;
}

function assignmentsOf(instruction: Instruction): { name: string; value: string | null }[] {
  return wordsOf(instruction).map((word) => {
    const separator = word.indexOf('=');
    return separator < 0 ? { name: word, value: null } : { name: word.slice(0, separator), value: word.slice(separator + 1) };
  });
}

function wordsOf(instruction: Instruction | undefined): string[] {
  const words = instruction?.text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\]|["'\\])+/g) ?? [];
  return words.slice(1);
}
