import { describe, expect, it } from 'vitest';
import { keyAction } from '#components/log/keys.ts';
import type { KeyPress, LogKeyActions } from '#components/log/keys.ts';

function pressed(press: Partial<KeyPress>): { isTaken: boolean; done: string[] } {
  const done: string[] = [];
  const note = (name: string) => () => {
    done.push(name);
  };
  const actions: LogKeyActions = { find: note('find'), nextError: (step) => done.push(`error ${step}`), toggleWrap: note('wrap'), toEnd: note('end'), toStart: note('start'), selectAll: note('all'), clear: note('clear') };
  const isTaken = keyAction({ key: '', ctrlKey: false, metaKey: false, altKey: false, isTyping: false, ...press }, actions);
  return { isTaken, done };
}

describe('keyAction', () => {
  it.each([
    [{ key: 'n' }, 'error 1'],
    [{ key: 'N' }, 'error -1'],
    [{ key: 'End' }, 'end'],
    [{ key: 'w' }, 'wrap'],
    [{ key: '/' }, 'find'],
    [{ key: 'a', ctrlKey: true }, 'all'],
  ])('%o', (press, action) => {
    expect(pressed(press)).toEqual({ isTaken: true, done: [action] });
  });

  it.each([{ key: 'n', isTyping: true }, { key: 'n', ctrlKey: true }, { key: 'End', altKey: true }, { key: 'x' }, { key: 'a', ctrlKey: true, isTyping: true }])('leaves %o alone', (press) => {
    expect(pressed(press)).toEqual({ isTaken: false, done: [] });
  });
});
