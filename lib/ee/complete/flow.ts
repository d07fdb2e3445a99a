import type { Path } from '#lib/ee/diagnostic.ts';

export interface FlowPlace {
  /** From the flow collection to the item, or to the mapping where a key is meant. */
  readonly path: Path;
  readonly isKey: boolean;
  readonly keys: readonly string[];
  /** Where the token under the cursor starts, in the text given. */
  readonly start: number;
}

interface FlowFrame {
  readonly kind: 'seq' | 'map';
  step: string | number;
  isKey: boolean;
  readonly keys: string[];
  start: number;
}

/** The place at the end of a text that starts with the bracket of a flow collection; null where it has closed it. */
export function flowPlaceAt(text: string): FlowPlace | null {
  const frames: FlowFrame[] = [];
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else step(frames, text, index);
  }
  const top = frames.at(-1);
  if (top === undefined) return null;
  const start = top.start + (/^\s*/.exec(text.slice(top.start))?.[0].length ?? 0);
  const path = frames.map((frame) => frame.step);
  return { path: top.isKey ? path.slice(0, -1) : path, isKey: top.isKey, keys: top.keys, start };
}

function step(frames: FlowFrame[], text: string, index: number): void {
  const top = frames.at(-1);
  switch (text.charAt(index)) {
    case ':':
      if (top !== undefined) endKey(top, text, index);
      break;
    case '[':
      frames.push({ kind: 'seq', step: 0, isKey: false, keys: [], start: index + 1 });
      break;
    case '{':
      frames.push({ kind: 'map', step: '', isKey: true, keys: [], start: index + 1 });
      break;
    case ']':
    case '}':
      frames.pop();
      break;
    case ',':
      if (top !== undefined) nextItem(top, index);
      break;
  }
}

function nextItem(frame: FlowFrame, index: number): void {
  frame.start = index + 1;
  if (frame.kind === 'map') frame.isKey = true;
  else frame.step = Number(frame.step) + 1;
}

function endKey(frame: FlowFrame, text: string, index: number): void {
  if (!frame.isKey || !/^(?:[\s,}]|$)/.test(text.charAt(index + 1))) return;
  const key = text.slice(frame.start, index).trim().replace(/^(["'])(.*)\1$/, '$2');
  frame.step = key;
  frame.keys.push(key);
  frame.isKey = false;
  frame.start = index + 1;
}
