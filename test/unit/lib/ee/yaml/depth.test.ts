import { describe, expect, it } from 'vitest';
import { isTooDeep } from '#lib/ee/yaml/depth.ts';

describe('isTooDeep', () => {
  it.each([['['.repeat(101)], ['{a: '.repeat(200)], ['- '.repeat(200)], [`a: ${'[{'.repeat(60)}`]])('is true of %#', (text) => {
    expect(isTooDeep(text)).toBe(true);
  });

  it.each([['[a], '.repeat(500)], [`a: "${'['.repeat(500)}"`], [`a: |\n  ${'['.repeat(500)}\n`], [`# ${'['.repeat(500)}\n`], ['- a\n'.repeat(500)], ['a: b - - - c\n']])('is false of %#', (text) => {
    expect(isTooDeep(text)).toBe(false);
  });
});
