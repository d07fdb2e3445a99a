import { describe, expect, it } from 'vitest';
import { toSpans } from '#components/log/ansi.ts';

const brief = (text: string) => toSpans(text).map(({ text: part, colour, href }) => [part, colour, href]);

describe('toSpans', () => {
  it('turns colours into names of the theme', () => {
    expect(brief('a\u001b[31mb\u001b[0mc')).toEqual([['a', null, null], ['b', 'red', null], ['c', null, null]]);
    expect(brief('\u001b[92mx')).toEqual([['x', 'green', null]]);
    expect(brief('\u001b[38;5;196mx')).toEqual([['x', 'red', null]]);
    expect(brief('\u001b[38;2;10;10;250mx')).toEqual([['x', 'blue', null]]);
  });

  it('knows bold, underline and reverse', () => {
    expect(toSpans('\u001b[1;4mx')[0]).toMatchObject({ isBold: true, isUnderlined: true });
    expect(toSpans('\u001b[31;42;7mx')[0]).toMatchObject({ text: 'x', colour: 'green' });
  });

  it('links http and https only', () => {
    expect(brief('see https://a.test/x?y=1, ok')).toEqual([['see ', null, null], ['https://a.test/x?y=1', null, 'https://a.test/x?y=1'], [', ok', null, null]]);
    expect(brief('javascript://alert(1) file:///etc/passwd')).toEqual([['javascript://alert(1) file:///etc/passwd', null, null]]);
  });

  it('leaves markup as text', () => {
    expect(brief('<img src=x onerror=alert(1)>&amp;')).toEqual([['<img src=x onerror=alert(1)>&amp;', null, null]]);
    expect(brief('\u001b[31m<b>&lt;\u001b[0m')).toEqual([['<b>&lt;', 'red', null]]);
  });
});
