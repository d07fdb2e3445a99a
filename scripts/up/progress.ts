const ANNOUNCED_AFTER_MS = 1500;

export interface Progress {
  /** Runs a step and prints what became of it; its text result is shown behind the title. */
  step: (title: string, work: () => Promise<string>) => Promise<void>;
}

/** Numbers the steps in the order in which they start; a step that takes long is announced when it begins to. */
export function createProgress(total: number, print: (line: string) => void): Progress {
  let started = 0;
  return {
    async step(title, work) {
      started += 1;
      const label = `[${String(started).padStart(2)}/${total}] ${title}`;
      const startedAt = performance.now();
      const timer = setTimeout(() => print(`${label} …`), ANNOUNCED_AFTER_MS);
      try {
        const outcome = await work();
        print(`${label}: ${outcome} (${formatSeconds(performance.now() - startedAt)})`);
      } catch (error) {
        print(`${label}: failed after ${formatSeconds(performance.now() - startedAt)}`);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

export function formatSeconds(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}
