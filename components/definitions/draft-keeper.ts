import { isApiError } from '#lib/client/api-error.ts';
import type { Draft as KeptDraft } from '#lib/contract/drafts.ts';
import { sameContent, type Draft } from './draft.ts';
import { draftOfKept } from './draft-start.ts';

/** Who has what is in hand. `isStored`: at least this browser does. */
export type KeepState =
  | { readonly kind: 'kept' }
  | { readonly kind: 'keeping' }
  /** The server cannot be reached; tried again until it can. */
  | { readonly kind: 'local'; readonly isStored: boolean }
  /** The server does not take it, and says why. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isStored: boolean }
  /** Another tab or browser wrote `other`: a person has to choose. */
  | { readonly kind: 'elsewhere'; readonly other: KeptDraft; readonly isStored: boolean };

export interface KeeperPorts {
  /** @returns the new version, null when nothing had to be kept. */
  put: (draft: Draft, version: string | null) => Promise<string | null>;
  read: () => Promise<KeptDraft | null>;
  /** Null forgets. False when the browser did not take it. */
  storeLocal: (copy: { draft: Draft; version: string | null } | null) => boolean;
  onState: (state: KeepState) => void;
}

const SEND_AFTER_MS = 500;
const STORE_AFTER_MS = 250;
const RETRY_MS = [1000, 2000, 5000] as const;

/** Brings what a person types to the server: a write at a time, each on top of the one before. */
export class DraftKeeper {
  readonly #ports: KeeperPorts;
  readonly #seen = new Set<string>();
  #version: string | null;
  #kept: Draft | null;
  #inHand: Draft | null = null;
  /** Sent, but no answer came: the server may have any of them. */
  #unanswered: Draft[] = [];
  #state: KeepState = { kind: 'kept' };
  #sendTimer: ReturnType<typeof setTimeout> | null = null;
  #storeTimer: ReturnType<typeof setTimeout> | null = null;
  #flight: Promise<void> | null = null;
  #failures = 0;
  #isPaused = false;

  constructor(ports: KeeperPorts, start: { version: string | null; kept: Draft | null; other: KeptDraft | null }) {
    this.#ports = ports;
    this.#version = start.version;
    this.#kept = start.kept;
    if (start.version !== null) this.#seen.add(start.version);
    if (start.other !== null) this.#state = { kind: 'elsewhere', other: start.other, isStored: true };
  }

  get state(): KeepState {
    return this.#state;
  }

  /** After every change. `isDirty` is false when it equals its revision: nothing needs to be kept then. */
  change(draft: Draft, isDirty: boolean): void {
    this.#inHand = draft;
    if (this.#isKept(draft) || (!isDirty && this.#version === null && this.#unanswered.length === 0)) {
      if (this.#flight === null && this.#state.kind !== 'elsewhere') this.#settle();
      return;
    }
    this.#storeTimer ??= setTimeout(() => {
      this.#store();
    }, STORE_AFTER_MS);
    if (this.#state.kind === 'elsewhere') return;
    if (this.#state.kind !== 'local') this.#setState({ kind: 'keeping' });
    this.#schedule(SEND_AFTER_MS);
  }

  /** Now, as when the page is being left: into the browser at once, to the server as far as it gets. */
  flush(): void {
    if (this.#inHand === null || this.#isKept(this.#inHand)) return;
    if (this.#storeTimer !== null || this.#state.kind === 'keeping') this.#store();
    if (this.#state.kind === 'keeping' || this.#state.kind === 'local') void this.#send();
  }

  /** Stops writing and waits for the write under way, as before a save. @returns the version that the server has. */
  async pause(): Promise<string | null> {
    this.#isPaused = true;
    this.#clearTimers();
    await this.#flight;
    return this.#version;
  }

  /** After a save or a discard that did not happen. */
  resume(): void {
    this.#isPaused = false;
    if (this.#inHand !== null && !this.#isKept(this.#inHand) && this.#state.kind !== 'elsewhere') this.#schedule(0);
  }

  /** After a save or a discard: the server's draft is gone; the next change begins a new one. */
  restart(): void {
    this.#isPaused = false;
    this.#version = null;
    this.#kept = null;
    this.#inHand = null;
    this.#settle();
  }

  /** What the page shows goes on; the other tab's work is overwritten, as was asked for. */
  takeOver(): void {
    if (this.#state.kind !== 'elsewhere') return;
    this.#know(this.#state.other.version);
    this.#kept = draftOfKept(this.#state.other);
    this.#setState({ kind: 'keeping' });
    this.#schedule(0);
  }

  /** The page now shows the other tab's work. */
  takeOther(other: KeptDraft): Draft {
    const draft = draftOfKept(other);
    this.#know(other.version);
    this.#kept = draft;
    this.#inHand = draft;
    this.#settle();
    return draft;
  }

  /** The server was asked in between; what it has may be somebody else's writing. */
  noticed(other: KeptDraft | null): void {
    if (other === null || this.#flight !== null || this.#isPaused || this.#seen.has(other.version) || this.#state.kind === 'local') return;
    this.#meet(other);
  }

  #isKept(draft: Draft): boolean {
    return this.#kept !== null && this.#version !== null && (draft === this.#kept || (draft.baseRevision === this.#kept.baseRevision && sameContent(draft, this.#kept)));
  }

  #schedule(afterMs: number): void {
    if (this.#isPaused) return;
    if (afterMs === 0 && this.#sendTimer !== null) clearTimeout(this.#sendTimer);
    else if (this.#sendTimer !== null) return;
    this.#sendTimer = setTimeout(() => {
      this.#sendTimer = null;
      void this.#send();
    }, afterMs);
  }

  async #send(): Promise<void> {
    if (this.#flight !== null || this.#isPaused || this.#inHand === null) return;
    const sent = this.#inHand;
    this.#flight = this.#write(sent).catch((error: unknown) => this.#failed(sent, error));
    await this.#flight;
    this.#flight = null;
    if (this.#state.kind === 'elsewhere' || this.#state.kind === 'local') return;
    if (this.#inHand === sent) return;
    this.#schedule(SEND_AFTER_MS);
  }

  async #write(sent: Draft): Promise<void> {
    this.#know(await this.#ports.put(sent, this.#version));
    this.#kept = sent;
    if (this.#inHand === sent) this.#settle();
    else this.#setState({ kind: 'keeping' });
  }

  async #failed(sent: Draft, error: unknown): Promise<void> {
    if (isApiError(error, 'stale_draft')) return this.#ports.read().then((other) => {
      this.#meet(other);
    }, () => {
      this.#unreached();
    });
    if (isApiError(error) && error.status >= 400 && error.status < 500) {
      this.#setState({ kind: 'refused', reason: error.message, isStored: this.#store() });
      return undefined;
    }
    this.#unanswered.push(sent);
    this.#unreached();
    return undefined;
  }

  /** The server has `other`: what this tab sent itself without an answer, or what somebody else wrote. */
  #meet(other: KeptDraft | null): void {
    const isOwn = other === null || [...this.#unanswered, ...(this.#inHand === null ? [] : [this.#inHand])].some((draft) => sameContent(draft, draftOfKept(other)));
    if (!isOwn) {
      this.#setState({ kind: 'elsewhere', other, isStored: this.#store() });
      return;
    }
    this.#know(other?.version ?? null);
    this.#kept = other === null ? null : draftOfKept(other);
    if (this.#inHand === null || this.#isKept(this.#inHand)) {
      this.#settle();
      return;
    }
    this.#setState({ kind: 'keeping' });
    this.#schedule(0);
  }

  #unreached(): void {
    this.#setState({ kind: 'local', isStored: this.#store() });
    const pause = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 5000;
    this.#failures += 1;
    this.#schedule(pause);
  }

  #know(version: string | null): void {
    this.#version = version;
    this.#failures = 0;
    this.#unanswered = [];
    if (version !== null) this.#seen.add(version);
  }

  #settle(): void {
    this.#clearTimers();
    this.#ports.storeLocal(null);
    this.#setState({ kind: 'kept' });
  }

  #store(): boolean {
    if (this.#storeTimer !== null) clearTimeout(this.#storeTimer);
    this.#storeTimer = null;
    if (this.#inHand === null || this.#isKept(this.#inHand)) return true;
    return this.#ports.storeLocal({ draft: this.#inHand, version: this.#version });
  }

  #clearTimers(): void {
    for (const timer of [this.#sendTimer, this.#storeTimer]) if (timer !== null) clearTimeout(timer);
    this.#sendTimer = null;
    this.#storeTimer = null;
  }

  #setState(state: KeepState): void {
    if (state.kind === this.#state.kind && (state.kind === 'kept' || state.kind === 'keeping')) return;
    this.#state = state;
    this.#ports.onState(state);
  }
}
