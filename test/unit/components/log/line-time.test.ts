import { describe, expect, it } from 'vitest';
import { formatLineTime } from '#components/log/line-time.ts';

describe('formatLineTime', () => {
  const started = '2026-01-02T03:04:00.000Z';

  it('counts from the start of the attempt', () => {
    expect(formatLineTime('2026-01-02T03:05:05.678Z', 'relative', started)).toBe('+1:05.7');
    expect(formatLineTime('2026-01-02T03:04:59.990Z', 'relative', started)).toBe('+1:00.0');
    expect(formatLineTime('2026-01-02T03:03:59.000Z', 'relative', started)).toBe('+0:00.0');
  });

  it('shows the clock, or nothing', () => {
    expect(formatLineTime('2026-01-02T03:05:05.678Z', 'absolute', started)).toMatch(/^\d\d:05:05\.678$/);
    expect(formatLineTime('2026-01-02T03:05:05.678Z', 'off', started)).toBe('');
    expect(formatLineTime(null, 'absolute', started)).toBe('');
  });
});
