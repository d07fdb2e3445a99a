const LATEST_MS = 100;

/**
 * Tells the page of typing after the frame that shows it: what one types must not wait for the page to render. At
 * once before anything can ask for the text: a shortcut, a click elsewhere, leaving the page.
 */
export class LateNotice {
  readonly #notify: () => void;
  readonly #stopListening: () => void;
  #frame = 0;
  #timer = 0;
  #isPending = false;

  constructor(notify: () => void) {
    this.#notify = notify;
    this.#stopListening = onceAsked(() => this.flush());
  }

  schedule(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    this.#timer = window.setTimeout(() => this.flush(), LATEST_MS);
    this.#frame = requestAnimationFrame(() => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.flush());
    });
  }

  flush(): void {
    if (!this.#isPending) return;
    this.#isPending = false;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#notify();
  }

  dispose(): void {
    this.flush();
    this.#stopListening();
  }
}

function onceAsked(act: () => void): () => void {
  // The Control key comes before the other key of a shortcut.
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) act();
  };
  addEventListener('keydown', onKey, { capture: true });
  addEventListener('pointerdown', act, { capture: true });
  addEventListener('pagehide', act, { capture: true });
  return () => {
    removeEventListener('keydown', onKey, { capture: true });
    removeEventListener('pointerdown', act, { capture: true });
    removeEventListener('pagehide', act, { capture: true });
  };
}
