import { describe, expect, it } from 'vitest';
import { compileMask } from '#worker/log/masker.ts';
import { secretVariants } from '#worker/log/secret-variants.ts';
import { RandomSource } from '#test/support/random.ts';

const SECRETS = [
  { value: 'hunter2-s3cr3t/+ä"\\', username: 'ee-foundry' },
  { value: 'abcabd', username: null },
  { value: '-----BEGIN KEY-----\nline-one-of-it\nline-two-of-it\n-----END KEY-----' },
  { value: 'aaaaaaab' },
];
const SPLITS = 10_000;

function cut(text: string, random: () => number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + Math.floor(random() * (random() < 0.5 ? 3 : 40));
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

describe('secretVariants', () => {
  it('has the raw, URL-encoded, JSON-escaped and base64 forms', () => {
    const variants = secretVariants([{ value: 'p&ss "word"', username: 'me' }]);
    expect(variants).toContain('p&ss "word"');
    expect(variants).toContain('p%26ss%20%22word%22');
    expect(variants).toContain('p&ss \\"word\\"');
    expect(variants).toContain('p\\u0026ss \\"word\\"');
    expect(variants).toContain(Buffer.from('me:p&ss "word"').toString('base64').replace(/=+$/, '').slice(0, -1));
  });

  it('finds the secret at every base64 alignment, standard and URL-safe', () => {
    const value = 'Zm?~secret>token?~';
    const mask = compileMask([{ value }]);
    for (const before of ['', 'x', 'xy', 'xyz']) {
      const bytes = Buffer.from(`${before}${value}tail`);
      for (const encoded of [bytes.toString('base64'), bytes.toString('base64url')]) {
        expect(mask.maskLine(encoded)).toContain('***');
        expect(mask.maskLine(encoded).length).toBeLessThan(encoded.length - 15);
      }
    }
  });

  it('leaves values below six characters alone', () => {
    expect(secretVariants([{ value: 'short' }])).toEqual([]);
  });
});

describe('compileMask', () => {
  it(`gives the same masked text for ${SPLITS} random splits of every variant`, () => {
    const source = new RandomSource();
    const { seed } = source;
    const random = () => source.next();
    const mask = compileMask(SECRETS);
    const variants = secretVariants(SECRETS);
    for (let round = 0; round < SPLITS; round += 1) {
      const variant = variants[round % variants.length]!;
      const noise = () => variants[Math.floor(random() * variants.length)]!.slice(0, Math.floor(random() * 5));
      const text = `${noise()}${variant}${random() < 0.3 ? variant : noise()}`;
      const stream = mask.start();
      const masked = cut(text, random).map((piece) => stream.push(piece)).join('') + stream.flush();
      expect(masked, `seed ${seed}, round ${round}`).toBe(mask.maskLine(text));
      for (const each of variants) expect(masked.includes(each), `seed ${seed}, round ${round}`).toBe(false);
    }
  });

  it('hides overlapping candidates and keeps the text around them', () => {
    const mask = compileMask([{ value: 'abcabd' }]);
    expect(mask.maskLine('abcabcabd!')).toBe('abc***!');
    expect(mask.maskLine('abcab')).toBe('abcab');
  });

  it('holds a beginning back until it is decided', () => {
    const stream = compileMask([{ value: 'abcabd' }]).start();
    expect(stream.push('x abcab')).toBe('x ');
    expect(stream.push('d y')).toBe('*** y');
    expect(stream.push(' abca')).toBe(' ');
    expect(stream.flush()).toBe('abca');
  });
});
