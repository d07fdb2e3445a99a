/** What PyYAML's safe loader makes of a scalar (YAML 1.1, with its own deviations). */
export type ScalarValue =
  | { readonly type: 'str'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'timestamp'; readonly value: string }
  | { readonly type: 'binary'; readonly value: string };

const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const TRUE = /^(?:yes|true|on)$/i;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT =
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const TIMESTAMP =
  /^(?:\d{4}-\d{2}-\d{2}|\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::\d{2})?))?)$/;

export type ScalarType = ScalarValue['type'] | 'merge' | 'value';

/** The type that PyYAML's implicit resolver gives a plain scalar. */
export function plainScalarType(source: string): ScalarType {
  if (BOOL.test(source)) return 'bool';
  if (FLOAT.test(source)) return 'float';
  if (INT.test(source)) return 'int';
  if (source === '<<') return 'merge';
  if (NULL.test(source)) return 'null';
  if (TIMESTAMP.test(source)) return 'timestamp';
  return source === '=' ? 'value' : 'str';
}

const CONSTRUCTORS: Readonly<Record<ScalarType, (source: string) => ScalarValue | null>> = {
  str: (value) => ({ type: 'str', value }),
  merge: (value) => ({ type: 'str', value }),
  null: () => ({ type: 'null', value: null }),
  bool: (source) => (BOOL.test(source) ? { type: 'bool', value: TRUE.test(source) } : null),
  int: constructInt,
  float: constructFloat,
  timestamp: (value) => (isExistingTime(value) ? { type: 'timestamp', value } : null),
  binary: (value) => ({ type: 'binary', value }),
  value: () => null,
};

/** The value of a scalar of a known type, or null when PyYAML fails on it (a date that does not exist, for one). */
export function constructScalar(type: ScalarType, source: string): ScalarValue | null {
  return CONSTRUCTORS[type](source);
}

function constructInt(source: string): ScalarValue | null {
  const digits = source.replaceAll('_', '');
  const sign = digits.startsWith('-') ? -1n : 1n;
  const value = parseMagnitude(digits.replace(/^[-+]/, ''));
  return value === null ? null : { type: 'int', value: sign * value };
}

function parseMagnitude(digits: string): bigint | null {
  if (/^0x[0-9a-fA-F]+$/.test(digits) || /^0b[01]+$/.test(digits)) return BigInt(digits);
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`);
  if (/^\d+(?::\d+)+$/.test(digits)) {
    return digits.split(':').reduce((total, part) => total * 60n + BigInt(part), 0n);
  }
  return /^\d+$/.test(digits) ? BigInt(digits) : null;
}

function constructFloat(source: string): ScalarValue | null {
  const digits = source.replaceAll('_', '').toLowerCase();
  const sign = digits.startsWith('-') ? -1 : 1;
  const magnitude = digits.replace(/^[-+]/, '');
  if (magnitude === '.inf') return { type: 'float', value: sign * Infinity };
  if (magnitude === '.nan') return { type: 'float', value: NaN };
  const value = magnitude.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return Number.isNaN(value) || magnitude === '' ? null : { type: 'float', value: sign * value };
}

function isExistingTime(source: string): boolean {
  const numbers = (source.match(/\d+/g) ?? []).map(Number);
  const [hour = 0, minute = 0, second = 0] = numbers.slice(3);
  return isExistingDay(numbers) && hour < 24 && minute < 60 && second < 60;
}

function isExistingDay([year = 0, month = 0, day = 0]: readonly number[]): boolean {
  if (year === 0 || month === 0 || day === 0) return false;
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
