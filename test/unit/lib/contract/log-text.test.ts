import { describe, expect, it } from 'vitest';
import { isErrorText, parseLine, plainText, visibleText } from '#lib/contract/log-text.ts';

const AT = '2026-01-02T03:04:05.678Z';

describe('parseLine', () => {
  it('splits the time off', () => {
    expect(parseLine(`${AT} hello  world`)).toEqual({ at: AT, text: 'hello  world' });
    expect(parseLine('no time here')).toEqual({ at: null, text: 'no time here' });
    expect(parseLine(`${AT} `)).toEqual({ at: AT, text: '' });
  });

  it('leaves of a progress what a terminal shows last', () => {
    expect(parseLine(`${AT} 10%\r50%\r100% done\r`).text).toBe('100% done');
    expect(parseLine(`${AT} only\r`).text).toBe('only');
  });

  it.each([
    ['a window title', '\u001b]0;owned\u0007text', 'text'],
    ['a hyperlink', '\u001b]8;;http://bad.test\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['a string that never ends', 'a\u001b]0;rest', 'a'],
    ['cursor movement', 'a\u001b[2Ab\u001b[1;1Hc\u001b[2Jd', 'abcd'],
    ['private modes', '\u001b[?25lhidden\u001b[?25h\u001b[>4;2m', 'hidden'],
    ['a device control string', '\u001bP1$r0m\u001b\\x', 'x'],
    ['a reset and a charset', '\u001bc\u001b(Bx', 'x'],
    ['bells, backspaces and C1', 'a\u0007b\u0008c\u009b31md', 'abc31md'],
    ['an unfinished sequence', 'a\u001b[3', 'a'],
  ])('takes out %s', (_what, text, expected) => {
    expect(parseLine(`${AT} ${text}`).text).toBe(expected);
  });

  it('keeps colours and tabs', () => {
    expect(parseLine(`${AT} a\t\u001b[31mb\u001b[0m`).text).toBe('a\t\u001b[31mb\u001b[0m');
  });
});

describe('plainText', () => {
  it('takes colours out', () => {
    expect(plainText('\u001b[1;38;5;202mx\u001b[0my')).toBe('xy');
    expect(visibleText(`${AT} \u001b[31mred\u001b[m`)).toBe('red');
  });
});

describe('isErrorText', () => {
  it.each(['ERROR: No matching distribution', 'Traceback (most recent call last):', 'fatal: [localhost]: FAILED!', 'sh: x: not found'])('stops at %s', (text) => {
    expect(isErrorText(text)).toBe(true);
  });

  it.each(['0 errors', 'ok=3 failed=0', 'Collecting boto3', 'with 0 failed'])('passes over %s', (text) => {
    expect(isErrorText(text)).toBe(false);
  });
});
