import { formatAgo, formatBytes, formatDuration, plural, shortDigest } from '#components/ui/format.ts';
import { describe, expect, it } from 'vitest';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

function ago(seconds: number): string {
  return formatAgo(new Date(NOW - seconds * 1000).toISOString(), NOW);
}

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [999_600, '1 MB'],
    [312_400_000, '312 MB'],
    [1_440_000_000, '1.4 GB'],
    [120_000_000_000, '120 GB'],
    [-5, '0 B'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0.0 s'],
    [940, '0.9 s'],
    [9_960, '10 s'],
    [41_000, '41 s'],
    [59_700, '1 min 0 s'],
    [192_000, '3 min 12 s'],
    [7_500_000, '2 h 5 min'],
  ])('writes %d ms as %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});

describe('formatAgo', () => {
  it.each([
    [0, 'just now'],
    [-30, 'just now'],
    [50, '1 min ago'],
    [125, '2 min ago'],
    [3 * 3600, '3 h ago'],
    [26 * 3600, '1 d ago'],
    [60 * 86_400, '2 mo ago'],
    [400 * 86_400, '1 y ago'],
  ])('says of %d seconds: %s', (seconds, text) => {
    expect(ago(seconds)).toBe(text);
  });

  it('does not invent a time for something that is none', () => {
    expect(formatAgo('soon', NOW)).toBe('unknown');
  });
});

describe('shortDigest', () => {
  it('keeps the algorithm and twelve digits', () => {
    expect(shortDigest(`sha256:${'6b1f'.repeat(16)}`)).toBe('sha256:6b1f6b1f6b1f');
  });
});

describe('plural', () => {
  it('follows the count', () => {
    expect([plural(1, 'file'), plural(0, 'file'), plural(2, 'entry', 'entries')]).toEqual(['1 file', '0 files', '2 entries']);
  });
});
