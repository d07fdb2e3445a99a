import { plainScalarRule, type PlainScalar } from '#lib/ee/lint/plain-scalars.ts';

/** A number that starts with 0 is octal, hexadecimal or binary: `010` is 8. */
export const yaml11Octal = plainScalarRule('yaml11-octal', read);

function read({ scalar, source, path }: PlainScalar) {
  const isOwnVersion = path.length === 1 && path[0] === 'version';
  if (scalar.type !== 'int' || isOwnVersion || source.includes(':') || !/^[-+]?0[0-9xXbB_]/.test(source)) return null;
  return { message: `${source} is read as the number ${String(scalar.value)}, since it starts with 0. Quote it to keep it as text.` };
}
