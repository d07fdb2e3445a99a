import { useSyncExternalStore } from 'react';

/** Where PatternFly lays the rail over the page instead of beside it. */
const NARROW = '(max-width: 1199px)';

function subscribe(listener: () => void): () => void {
  const media = matchMedia(NARROW);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches, () => false);
}
