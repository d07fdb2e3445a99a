import type { Path } from '#lib/ee/diagnostic.ts';

/** A path as it stands in a URL: `dependencies.python.0`. */
export function formatFieldPath(path: Path): string {
  return path.join('.');
}

export function parseFieldPath(text: string): Path {
  return text === '' ? [] : text.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

export function startsWithPath(path: Path, prefix: Path): boolean {
  return path.length >= prefix.length && prefix.every((step, index) => path[index] === step);
}
