'use client';

import { useNow } from './clock.ts';
import { formatAgo, formatExact } from './format.ts';

/** "2 min ago", with the exact time and zone on hover. */
export function RelativeTime({ at }: { at: string }) {
  const nowMs = Math.max(useNow(), Date.now());
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatAgo(at, nowMs)}
    </time>
  );
}
