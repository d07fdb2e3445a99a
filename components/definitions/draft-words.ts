import type { KeepState } from './draft-keeper.ts';

/** Beside the title: who has what was typed. */
export function keepWords(state: KeepState): string {
  switch (state.kind) {
    case 'kept':
      return 'Unsaved, kept as draft';
    case 'keeping':
      return 'Unsaved, being kept…';
    case 'local':
    case 'refused':
    case 'elsewhere':
      return state.isStored ? 'Unsaved, kept in this browser' : 'Unsaved, not kept';
  }
}

/** What leaving the page would mean, when the server does not have the draft; null: nothing. */
export function leaveRisk(state: KeepState): string | null {
  if (state.kind === 'kept' || state.kind === 'keeping') return null;
  return state.isStored ? 'The server does not have your changes. They stay in this browser and are here when you come back with it.' : 'Neither the server nor this browser has your changes: leaving loses them.';
}
