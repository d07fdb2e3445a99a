import { plainScalarRule, type PlainScalar } from '#lib/ee/lint/plain-scalars.ts';

/** `1.10` is the number 1.1, `1_000` is 1000: digits are lost. */
export const yaml11Number = plainScalarRule('yaml11-number', read);

function read({ scalar, source, path }: PlainScalar) {
  if (scalar.type !== 'float' && scalar.type !== 'int') return null;
  const isOwnVersion = path.length === 1 && path[0] === 'version';
  if (isOwnVersion || source.includes(':') || /^[-+]?0[0-9xXbB_]/.test(source)) return null;
  return String(scalar.value) === source ? null : { message: `${source} is read as the number ${String(scalar.value)}. Quote it to keep it as text.` };
}
