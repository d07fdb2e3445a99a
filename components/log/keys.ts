export type LogKeyActions = {
  find: () => void;
  nextError: (step: 1 | -1) => void;
  toggleWrap: () => void;
  toEnd: () => void;
  toStart: () => void;
  selectAll: () => void;
  clear: () => void;
};

export type KeyPress = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; isTyping: boolean };

const PLAIN: Record<string, (actions: LogKeyActions) => void> = {
  '/': (actions) => actions.find(),
  n: (actions) => actions.nextError(1),
  N: (actions) => actions.nextError(-1),
  p: (actions) => actions.nextError(-1),
  w: (actions) => actions.toggleWrap(),
  End: (actions) => actions.toEnd(),
  Home: (actions) => actions.toStart(),
  Escape: (actions) => actions.clear(),
};

const WITH_CONTROL: Record<string, (actions: LogKeyActions) => void> = {
  a: (actions) => actions.selectAll(),
};

/** Does what a key stands for while the log has the focus. @returns whether the key was taken. */
export function keyAction(press: KeyPress, actions: LogKeyActions): boolean {
  const isControl = press.ctrlKey || press.metaKey;
  if (press.altKey || (press.isTyping)) return false;
  const action = (isControl ? WITH_CONTROL : PLAIN)[press.key];
  action?.(actions);
  return action !== undefined;
}
