import { useEffect, useLayoutEffect, useRef } from 'react';
import { flushSync } from 'react-dom';

export interface Shortcuts {
  onSave: () => void;
  onBuild: () => void;
  onPreflight: () => void;
}

/** Ctrl-S (Cmd-S), Ctrl-Enter (Cmd-Enter) and with Shift Ctrl-Shift-Enter, inside the editor too: caught before it sees them. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const name = nameOf(event);
      if (name === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      // What was typed a moment ago is in the state, but its rendering may still wait.
      flushSync(() => undefined);
      latest.current[name]();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

function nameOf({ key, shiftKey }: KeyboardEvent): keyof Shortcuts | null {
  if (key === 'Enter') return shiftKey ? 'onPreflight' : 'onBuild';
  return key === 's' && !shiftKey ? 'onSave' : null;
}
