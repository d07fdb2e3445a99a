import { secretVariants, type SecretValue } from './secret-variants.ts';

const MASK = '***';

interface State {
  next: Map<string, State>;
  fail: State | null;
  depth: number;
  /** Length of the longest variant that ends here, 0 for none. */
  match: number;
}

export interface Masker {
  /** Text that can no longer be part of a secret; the rest is kept back. */
  push: (text: string) => string;
  /** End of the text: what was kept back. */
  flush: () => string;
}

/** Compiled variants; `start` gives an independent stream. */
export interface MaskRules {
  start: () => Masker;
  maskLine: (text: string) => string;
}

/**
 * Replaces every variant of every secret by ***. Text is held back only while it is the beginning of a variant, so the
 * result does not depend on how the text was cut into pieces, and never on time.
 */
export function compileMask(secrets: readonly SecretValue[]): MaskRules {
  const variants = secretVariants(secrets);
  if (variants.length === 0) {
    const plain: Masker = { push: (text) => text, flush: () => '' };
    return { start: () => plain, maskLine: (text) => text };
  }
  const root = buildAutomaton(variants);
  const anyVariant = new RegExp(variants.map((variant) => variant.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'));
  return {
    start: () => startMasker(root),
    maskLine: (text) => {
      if (!anyVariant.test(text)) return text;
      const masker = startMasker(root);
      return masker.push(text) + masker.flush();
    },
  };
}

function newState(depth: number): State {
  return { next: new Map(), fail: null, depth, match: 0 };
}

/** Aho–Corasick. */
function buildAutomaton(variants: readonly string[]): State {
  const root = newState(0);
  for (const variant of variants) addVariant(root, variant);
  const queue = [...root.next.values()];
  for (const state of queue) state.fail = root;
  for (let head = queue.shift(); head !== undefined; head = queue.shift()) {
    for (const [unit, child] of head.next) {
      child.fail = step(root, head.fail ?? root, unit);
      child.match = Math.max(child.match, child.fail.match);
      queue.push(child);
    }
  }
  return root;
}

function addVariant(root: State, variant: string): void {
  let state = root;
  for (const unit of variant.split('')) {
    let child = state.next.get(unit);
    if (child === undefined) {
      child = newState(state.depth + 1);
      state.next.set(unit, child);
    }
    state = child;
  }
  state.match = variant.length;
}

function step(root: State, from: State, unit: string): State {
  let state = from;
  for (;;) {
    const child = state.next.get(unit);
    if (child !== undefined) return child;
    if (state === root) return root;
    state = state.fail ?? root;
  }
}

function startMasker(root: State): Masker {
  let state = root;
  let held = '';
  /** Parts of `held` to hide, as [start, end), merged. */
  let hidden: [number, number][] = [];

  function release(length: number): string {
    let out = '';
    let at = 0;
    while (hidden.length > 0 && (hidden[0]?.[1] ?? Infinity) <= length) {
      const [start, end] = hidden.shift() ?? [0, 0];
      out += held.slice(at, start) + MASK;
      at = end;
    }
    out += held.slice(at, length);
    held = held.slice(length);
    hidden = hidden.map(([start, end]) => [start - length, end - length]);
    return out;
  }

  /** Where the kept-back rest begins: at the running match, or at a hidden part that may still grow into it. */
  function safeLength(): number {
    const running = held.length - state.depth;
    const straddling = hidden.find(([start, end]) => start <= running && running <= end && state.depth > 0);
    return straddling === undefined ? running : straddling[0];
  }

  return {
    push(text) {
      for (const unit of text.split('')) {
        held += unit;
        state = step(root, state, unit);
        if (state.match > 0) hide(hidden, held.length - state.match, held.length);
      }
      return release(safeLength());
    },
    flush() {
      state = root;
      return release(held.length);
    },
  };
}

function hide(hidden: [number, number][], start: number, end: number): void {
  let from = start;
  for (let last = hidden.at(-1); last !== undefined && last[1] >= from; last = hidden.at(-1)) {
    from = Math.min(from, last[0]);
    hidden.pop();
  }
  hidden.push([from, end]);
}
