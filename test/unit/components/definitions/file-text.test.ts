import { decodeText, MAX_TEXT_BYTES } from '#components/definitions/file-text.ts';
import { describe, expect, it } from 'vitest';

function bytes(...values: number[]): ArrayBuffer {
  return new Uint8Array(values).buffer;
}

describe('decodeText', () => {
  it('keeps text as it is, its byte order mark too', () => {
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a))).toEqual({ isText: true, text: '\uFEFFa\r\n' });
    expect(decodeText(bytes())).toEqual({ isText: true, text: '' });
  });

  it('takes for no text what is not UTF-8, has NUL, or is too long for an editor', () => {
    expect(decodeText(bytes(0xff, 0xfe)).isText).toBe(false);
    expect(decodeText(bytes(0x61, 0x00)).isText).toBe(false);
    expect(decodeText(new ArrayBuffer(MAX_TEXT_BYTES + 1)).isText).toBe(false);
  });
});
