import { describe, expect, it } from 'vitest';
import { findForbiddenTab } from '#lib/ee/yaml/tabs.ts';

describe('findForbiddenTab', () => {
  it.each([
    ['a:\tb\n', 2], ['a: b\t\n', 4], ['a: b\t# c\n', 4], ['a: b\n\t\nc: d\n', 5], ['a: b\n\t# x\nc: d\n', 5], ['a: x\ty\n', 4], ['a: [b,\tc]\n', 6],
    ['a: |\t\n  x\n', 4], ['a: "x"\t\n', 6], ['- \ta\n', 2], ['a: |\n  x\n\t\nb: c\n', 9], ['a: x\n  \ty\n', 7], ['a:\n\tb: c\n', 3], ['a: |\n  x\n \t\n  y\n', 10],
  ])('finds the one in %j, which PyYAML rejects', (text, offset) => {
    expect(findForbiddenTab(text)).toBe(offset);
  });

  it.each([['a: |\n  x\ty\n'], ['a: "x\ty"\n'], ['a: b #\tc\n'], ["a: 'x\n  \ty'\n"], ['a: b\n'], ['a: |  # c\n  x\ty\n  \tz\nb: 1\n']])('lets %j pass, as PyYAML does', (text) => {
    expect(findForbiddenTab(text)).toBeNull();
  });
});
