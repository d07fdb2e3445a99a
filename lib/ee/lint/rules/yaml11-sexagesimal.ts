import { plainScalarRule, type PlainScalar } from '#lib/ee/lint/plain-scalars.ts';

/** Numbers with colons are counted in sixties: `1:30` is 90. */
export const yaml11Sexagesimal = plainScalarRule('yaml11-sexagesimal', read);

function read({ scalar, source }: PlainScalar) {
  if ((scalar.type !== 'int' && scalar.type !== 'float') || !source.includes(':')) return null;
  return { message: `${source} is read as the number ${String(scalar.value)}, as minutes and seconds are. Quote it to keep it as text.` };
}
