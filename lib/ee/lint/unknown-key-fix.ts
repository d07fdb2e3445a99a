import type { Path, QuickFix } from '#lib/ee/diagnostic.ts';
import { replacing } from '#lib/ee/lint/fixes.ts';
import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';
import { schemaKeysAt } from '#lib/ee/schema/schema-at.ts';
import { keySpanAt } from '#lib/ee/yaml/locate.ts';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';

interface Advice {
  /** A sentence that says where the key belongs, or nothing. */
  readonly hint: string;
  readonly fix?: QuickFix;
}

const VERSIONS = [1, 2, 3] as const;
/** What version 3 has instead of a key of the versions before. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  ansible_config: 'additional_build_files and a COPY in additional_build_steps.prepend_galaxy',
  'additional_build_steps.prepend': 'prepend_final',
  'additional_build_steps.append': 'append_final',
  'build_arg_defaults.EE_BASE_IMAGE': 'images.base_image.name',
  'build_arg_defaults.EE_BUILDER_IMAGE': '',
  'images.builder_image': '',
};

const RENAMED = ['prepend_final', 'append_final'];

/** A sentence about what version 3 has instead of a key of version 1 or 2, or null where it has the key. */
export function successorOf(path: Path): string | null {
  const successor = SUCCESSORS[path.join('.')];
  if (successor === undefined) return null;
  return successor === '' ? 'Version 3 builds on the base image.' : `Version 3 has ${successor} instead.`;
}

/** Says of an unknown key what it is most likely meant to be: another key, one of another place or of another version. */
export function unknownKeyAdvice(version: SchemaVersion, path: Path, root: YamlTree): Advice {
  const name = path.at(-1);
  const span = keySpanAt(root, path);
  if (typeof name !== 'string' || span === null) return { hint: '' };
  const successor = version === 3 ? successorOf(path) : null;
  if (successor !== null) {
    const renamed = RENAMED.find((key) => key === SUCCESSORS[path.join('.')]);
    return { hint: ` ${successor}`, ...(renamed === undefined ? {} : replacing(`Change to ${renamed}`, span, renamed)) };
  }
  const candidates = schemaKeysAt(version, path.slice(0, -1));
  const nearest = nearestOf(name, candidates);
  if (nearest !== null) return { hint: '', ...replacing(`Change to ${nearest}`, span, nearest) };
  return { hint: elsewhere(version, path, name) };
}

function elsewhere(version: SchemaVersion, path: Path, name: string): string {
  const others = VERSIONS.filter((other) => other !== version && schemaKeysAt(other, path.slice(0, -1)).includes(name));
  const [newest] = others.slice(-1);
  if (newest !== undefined) return version < newest ? ` Version ${String(newest)} has it: set "version: ${String(newest)}".` : ` Only version ${others.join(' and ')} has it.`;
  const places = schemaKeysAt(version, []).filter((place) => schemaKeysAt(version, [place]).includes(name));
  if (path.length > 1 && schemaKeysAt(version, []).includes(name)) return ` It belongs to the definition itself: move it to the left margin.`;
  return places.length === 1 && places[0] !== path[0] ? ` It belongs below ${places.join()}.` : '';
}

function nearestOf(name: string, candidates: readonly string[]): string | null {
  const [nearest] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= Math.max(1, Math.floor(name.length / 4)) ? nearest.candidate : null;
}

/** Changed, missing, added and swapped letters each count one. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= b.length; column += 1) {
      const change = at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = isSwapped ? at(row - 2, column - 2) + 1 : Infinity;
      rows[row]?.push(Math.min(change, swap, at(row - 1, column) + 1, at(row, column - 1) + 1));
    }
  }
  return at(a.length, b.length);
}
