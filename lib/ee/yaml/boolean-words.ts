const PAIRS = [
  ['true', 'false'],
  ['yes', 'no'],
  ['on', 'off'],
] as const;

/** A boolean in the words of another one: `No` for false where `Yes` was written. */
export function booleanLike(value: boolean, written: string): string {
  const words = PAIRS.find((pair) => pair.some((word) => word === written.toLowerCase())) ?? PAIRS[0];
  const word = value ? words[0] : words[1];
  if (/^[A-Z]+$/.test(written)) return word.toUpperCase();
  return /^[A-Z]/.test(written) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
