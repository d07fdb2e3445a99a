/** What the bench tells a process of viewers, and what it hears. */
export type ViewerOrder = { kind: 'start'; url: string; buildId: string; viewers: number; stalled: number } | { kind: 'stop'; bytes: number };
export type ViewerReport = { kind: 'ready' } | { kind: 'result'; delaysMs: number[]; gaps: number; duplicates: number; incomplete: number; hints: number };

/** A line of the bench: when it was sent, so that whoever reads it knows how long it took. */
export const SENT = /sent=(\d+\.\d+)/;

export function now(): number {
  return performance.timeOrigin + performance.now();
}
