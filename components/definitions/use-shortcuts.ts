import { useEffect, useRef } from 'react';

export interface Shortcuts {
  onSave: () => void;
  onBuild: () => void;
}

/** Ctrl-S (Cmd-S) and Ctrl-Enter (Cmd-Enter), inside the editor too: caught before it sees them. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const action = event.key === 's' ? latest.current.onSave : event.key === 'Enter' ? latest.current.onBuild : null;
      if (action === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) action();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
