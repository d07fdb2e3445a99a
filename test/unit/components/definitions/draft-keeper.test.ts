import { DraftKeeper, type KeeperPorts, type KeepState } from '#components/definitions/draft-keeper.ts';
import { sameContent, type Draft } from '#components/definitions/draft.ts';
import { localProblem } from '#lib/client/api-error.ts';
import type { Draft as KeptDraft } from '#lib/contract/drafts.ts';
import { RandomSource } from '#test/support/random.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const SETTINGS = { repository: null, tags: [], pullCredentialIds: [], pushCredentialId: null, galaxyCredentialIds: [], workerLabels: [] };

function draft(text: string): Draft {
  return { baseRevision: 1, text, files: [], settings: SETTINGS };
}

/** The server's rules: a write stands on the version it has; and what can go wrong on the way. */
class Server {
  kept: KeptDraft | null = null;
  isDown = false;
  /** The next write arrives, its answer does not. */
  losesAnswer = false;
  refusal: string | null = null;
  readonly texts: string[] = [];
  inFlight = 0;
  most = 0;
  #versions = 0;

  async put(content: Draft, version: string | null): Promise<string | null> {
    this.inFlight += 1;
    this.most = Math.max(this.most, this.inFlight);
    await Promise.resolve();
    this.inFlight -= 1;
    if (this.isDown) throw localProblem('unavailable', 0, 'down');
    if (this.refusal !== null) throw localProblem('invalid_request', 400, this.refusal);
    if ((this.kept?.version ?? null) !== version) throw localProblem('stale_draft', 409, 'stale');
    this.write(content);
    if (!this.losesAnswer) return this.kept?.version ?? null;
    this.losesAnswer = false;
    throw localProblem('unavailable', 0, 'lost');
  }

  async read(): Promise<KeptDraft | null> {
    await Promise.resolve();
    if (this.isDown) throw localProblem('unavailable', 0, 'down');
    return this.kept;
  }

  /** The draft is saved or discarded. */
  drop(): void {
    this.kept = null;
  }

  write(content: Draft): void {
    this.#versions += 1;
    this.texts.push(content.text);
    this.kept = { ...content, version: `version${String(this.#versions)}`, updatedAt: '2026-01-01T00:00:00.000Z' };
  }
}

function tab(server: Server, more: Partial<KeeperPorts> = {}) {
  const state: { local: Draft | null; states: KeepState[] } = { local: null, states: [] };
  const keeper = new DraftKeeper(
    {
      put: (content, version) => server.put(content, version),
      read: () => server.read(),
      storeLocal: (copy) => {
        state.local = copy?.draft ?? null;
        return true;
      },
      onState: (next) => state.states.push(next),
      ...more,
    },
    { version: server.kept?.version ?? null, kept: server.kept === null ? null : draft(server.kept.text), other: null },
  );
  return { keeper, state };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('DraftKeeper', () => {
  it('sends what was typed half a second ago, one write at a time, and clears the browser’s copy', async () => {
    const server = new Server();
    const { keeper, state } = tab(server);
    for (const text of ['a', 'ab', 'abc']) keeper.change(draft(text), true);
    await vi.advanceTimersByTimeAsync(300);
    expect([state.local?.text, server.texts, keeper.state.kind]).toEqual(['abc', [], 'keeping']);
    await vi.advanceTimersByTimeAsync(300);
    expect([state.local, server.texts, keeper.state.kind]).toEqual([null, ['abc'], 'kept']);
    for (let index = 0; index < 40; index += 1) {
      keeper.change(draft(`abc${String(index)}`), true);
      await vi.advanceTimersByTimeAsync(60);
    }
    await vi.advanceTimersByTimeAsync(600);
    expect(server.kept?.text).toBe('abc39');
    expect(server.most).toBe(1);
    expect(server.texts.length).toBeLessThan(8);
  });

  it('does not write what equals the revision, nor what the server has already', async () => {
    const server = new Server();
    const { keeper } = tab(server);
    keeper.change(draft('head'), false);
    await vi.advanceTimersByTimeAsync(2000);
    keeper.change(draft('typed'), true);
    await vi.advanceTimersByTimeAsync(2000);
    keeper.change(draft('typed'), true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.texts).toEqual(['typed']);
  });

  it('keeps in the browser while the server is down, and tries until it is back', async () => {
    const server = new Server();
    server.isDown = true;
    const { keeper, state } = tab(server);
    keeper.change(draft('one'), true);
    await vi.advanceTimersByTimeAsync(1000);
    expect([keeper.state, state.local?.text]).toEqual([{ kind: 'local', isStored: true }, 'one']);
    keeper.change(draft('two'), true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.local?.text).toBe('two');
    server.isDown = false;
    await vi.advanceTimersByTimeAsync(6000);
    expect([server.kept?.text, keeper.state.kind, state.local]).toEqual(['two', 'kept', null]);
  });

  it('says so when the browser does not take it either', async () => {
    const server = new Server();
    server.isDown = true;
    const { keeper } = tab(server, { storeLocal: () => false });
    keeper.change(draft('one'), true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(keeper.state).toEqual({ kind: 'local', isStored: false });
  });

  it('recognises its own write whose answer was lost', async () => {
    const server = new Server();
    server.losesAnswer = true;
    const { keeper } = tab(server);
    keeper.change(draft('one'), true);
    await vi.advanceTimersByTimeAsync(600);
    keeper.change(draft('two'), true);
    await vi.advanceTimersByTimeAsync(3000);
    expect([server.kept?.text, keeper.state.kind]).toEqual(['two', 'kept']);
  });

  it('shows the server’s reason when it refuses, and tries again with the next change', async () => {
    const server = new Server();
    server.refusal = 'Too long.';
    const { keeper, state } = tab(server);
    keeper.change(draft('long'), true);
    await vi.advanceTimersByTimeAsync(1000);
    expect([keeper.state, state.local?.text]).toEqual([{ kind: 'refused', reason: 'Too long.', isStored: true }, 'long']);
    server.refusal = null;
    keeper.change(draft('short'), true);
    await vi.advanceTimersByTimeAsync(1000);
    expect([server.kept?.text, keeper.state.kind]).toEqual(['short', 'kept']);
  });

  it('begins anew where the draft was saved or discarded elsewhere', async () => {
    const server = new Server();
    server.write(draft('begun'));
    const { keeper } = tab(server);
    server.drop();
    keeper.change(draft('more'), true);
    await vi.advanceTimersByTimeAsync(1000);
    expect([server.kept?.text, keeper.state.kind]).toEqual(['more', 'kept']);
  });

  it('writes nothing during a save, and goes on after one that failed', async () => {
    const server = new Server();
    const { keeper } = tab(server);
    keeper.change(draft('one'), true);
    await vi.advanceTimersByTimeAsync(600);
    keeper.change(draft('two'), true);
    expect(await keeper.pause()).toBe(server.kept?.version);
    keeper.change(draft('three'), true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.texts).toEqual(['one']);
    keeper.resume();
    await vi.advanceTimersByTimeAsync(100);
    expect(server.kept?.text).toBe('three');
  });

  it('starts a new draft with what is typed after a save', async () => {
    const server = new Server();
    const { keeper, state } = tab(server);
    keeper.change(draft('one'), true);
    await vi.advanceTimersByTimeAsync(600);
    await keeper.pause();
    server.drop();
    keeper.restart();
    keeper.change(draft('later'), true);
    await vi.advanceTimersByTimeAsync(600);
    expect([server.kept, state.local, keeper.state.kind]).toMatchObject([{ text: 'later' }, null, 'kept']);
  });

  it('puts the last words into the browser and on their way when the page is left', async () => {
    const server = new Server();
    const { keeper, state } = tab(server);
    keeper.change(draft('one'), true);
    keeper.flush();
    expect(state.local?.text).toBe('one');
    await vi.advanceTimersByTimeAsync(1);
    expect([server.kept?.text, state.local]).toEqual(['one', null]);
  });
});

describe('two DraftKeepers of one draft', () => {
  async function apart() {
    const server = new Server();
    server.write(draft('begun'));
    const [one, two] = [tab(server), tab(server)];
    one.keeper.change(draft('one'), true);
    await vi.advanceTimersByTimeAsync(600);
    two.keeper.change(draft('two'), true);
    await vi.advanceTimersByTimeAsync(600);
    return { server, one, two };
  }

  it('do not overwrite each other: the later is told, and keeps its own in the browser', async () => {
    const { server, one, two } = await apart();
    expect([server.kept?.text, one.keeper.state.kind, two.keeper.state.kind, two.state.local?.text]).toEqual(['one', 'kept', 'elsewhere', 'two']);
    two.keeper.change(draft('two more'), true);
    await vi.advanceTimersByTimeAsync(5000);
    expect([server.kept?.text, two.state.local?.text]).toEqual(['one', 'two more']);
  });

  it('go on with the later one’s work when it takes over; then the other is told', async () => {
    const { server, one, two } = await apart();
    two.keeper.takeOver();
    await vi.advanceTimersByTimeAsync(100);
    expect([server.kept?.text, two.keeper.state.kind, two.state.local]).toEqual(['two', 'kept', null]);
    one.keeper.change(draft('one more'), true);
    await vi.advanceTimersByTimeAsync(600);
    expect([server.kept?.text, one.keeper.state.kind]).toEqual(['two', 'elsewhere']);
  });

  it('go on with the other’s work when that is loaded', async () => {
    const { server, two } = await apart();
    const { state } = two.keeper;
    if (state.kind !== 'elsewhere') throw new Error('It was not told.');
    expect(two.keeper.takeOther(state.other).text).toBe('one');
    expect([two.keeper.state.kind, two.state.local]).toEqual(['kept', null]);
    two.keeper.change(draft('one and two'), true);
    await vi.advanceTimersByTimeAsync(600);
    expect(server.kept?.text).toBe('one and two');
  });

  it('tell the one that looks again, but not of its own writes', async () => {
    const server = new Server();
    const [one, two] = [tab(server), tab(server)];
    one.keeper.change(draft('one'), true);
    await vi.advanceTimersByTimeAsync(600);
    const first = server.kept;
    one.keeper.change(draft('one more'), true);
    await vi.advanceTimersByTimeAsync(600);
    for (const seen of [null, first, server.kept]) one.keeper.noticed(seen);
    expect(one.keeper.state.kind).toBe('kept');
    two.keeper.noticed(server.kept);
    expect(two.keeper.state).toMatchObject({ kind: 'elsewhere', other: { text: 'one more' } });
  });

  it('never lose a text that nobody chose to drop, whatever fails on the way', async () => {
    const random = new RandomSource();
    console.log(`seed ${String(random.seed)}`);
    for (let run = 0; run < 200; run += 1) {
      const server = new Server();
      const tabs = [tab(server), tab(server)];
      const inHand: Draft[] = tabs.map(() => draft(''));
      for (let step = 0; step < 12; step += 1) {
        const at = random.below(2);
        const typed = draft(`${String(run)}.${String(step)}.${String(at)}`);
        inHand[at] = typed;
        tabs[at]?.keeper.change(typed, true);
        server.isDown = random.below(4) === 0;
        server.losesAnswer = random.below(6) === 0;
        await vi.advanceTimersByTimeAsync(random.below(1500));
      }
      server.isDown = false;
      server.losesAnswer = false;
      await vi.advanceTimersByTimeAsync(20_000);
      for (const [at, { keeper, state }] of tabs.entries()) {
        const mine = inHand[at]!;
        if (mine.text === '') continue;
        const isOnServer = server.kept !== null && sameContent(mine, draft(server.kept.text));
        const isHere = keeper.state.kind === 'elsewhere' && state.local !== null && sameContent(mine, state.local);
        expect(isOnServer || isHere, `seed ${String(random.seed)}, run ${String(run)}, tab ${String(at)}: ${keeper.state.kind}`).toBe(true);
      }
      expect(server.most, 'one write at a time for each tab').toBeLessThanOrEqual(2);
    }
  });
});
