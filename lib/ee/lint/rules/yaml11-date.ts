import { plainScalarRule, type PlainScalar } from '#lib/ee/lint/plain-scalars.ts';

/** `2024-01-01` is a date, which no key of a definition takes. */
export const yaml11Date = plainScalarRule('yaml11-date', read);

function read({ scalar, source }: PlainScalar) {
  return scalar.type === 'timestamp' ? { message: `${source} is read as a date. Quote it to keep it as text.` } : null;
}
