import { useEffect, useRef } from 'react';

export interface Shortcuts {
  onSave: () => void;
  onBuild: () => void;
  onPreflight: () => void;
}

/** Ctrl-S (Cmd-S), Ctrl-Enter (Cmd-Enter) and with Shift Ctrl-Shift-Enter, inside the editor too: caught before it sees them. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const action = actionOf(event, latest.current);
      if (action === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) action();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

function actionOf({ key, shiftKey }: KeyboardEvent, { onSave, onBuild, onPreflight }: Shortcuts): (() => void) | null {
  if (key === 'Enter') return shiftKey ? onPreflight : onBuild;
  return key === 's' && !shiftKey ? onSave : null;
}
