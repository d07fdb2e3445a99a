import { describe, expect, it } from 'vitest';
import { constructScalar, plainScalarType } from '#lib/ee/yaml/scalar.ts';

function read(source: string): unknown {
  return constructScalar(plainScalarType(source), source)?.value;
}

describe('plainScalarType', () => {
  it.each([
    ['yes', 'bool'], ['Off', 'bool'], ['y', 'str'], ['n', 'str'], ['yEs', 'str'],
    ['1', 'int'], ['010', 'int'], ['0x1F', 'int'], ['0b101', 'int'], ['1:30', 'int'], ['1_000', 'int'], ['0o7', 'str'], ['09', 'str'],
    ['1.10', 'float'], ['1e3', 'str'], ['1.0e+3', 'float'], ['1.0e3', 'str'], ['.5', 'float'], ['.inf', 'float'], ['.NaN', 'float'], ['1.2.3', 'str'],
    ['~', 'null'], ['', 'null'], ['NULL', 'null'], ['nUll', 'str'],
    ['2024-01-02', 'timestamp'], ['2024-1-2', 'str'], ['2024-01-02 03:04:05', 'timestamp'], ['<<', 'merge'], ['=', 'value'], ['boto3', 'str'],
  ])('takes %j for %s', (source, type) => {
    expect(plainScalarType(source)).toBe(type);
  });
});

describe('constructScalar', () => {
  it.each([
    ['yes', true], ['OFF', false], ['010', 8n], ['0x1F', 31n], ['-0b101', -5n], ['1:30', 90n], ['1_000', 1000n], ['1.10', 1.1], ['-.inf', -Infinity],
    ['1:30.5', 90.5], ['2024-02-29', '2024-02-29'],
  ])('reads %j as PyYAML does', (source, value) => {
    expect(read(source)).toBe(value);
  });

  it('fails on dates that do not exist', () => {
    expect(read('2023-02-29')).toBeUndefined();
    expect(read('2023-01-01 25:00:00')).toBeUndefined();
  });
});
