import type { LookUpPackages, PackageAnswer } from '#lib/contract/lookup.ts';
import type { PackageQuestion } from '#lib/ee/lookup/answer.ts';

type Waiting = { question: PackageQuestion; resolve: (answer: PackageAnswer) => void; reject: (error: unknown) => void };
type Send = (body: LookUpPackages) => Promise<readonly PackageAnswer[]>;

const GATHER_MS = 20;
const MAX_ITEMS = 100;

/** Gathers questions that come at the same time into few requests, apart by the Galaxy servers that they go to. */
export class LookupBatch {
  readonly #send: Send;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(send: Send) {
    this.#send = send;
  }

  ask(question: PackageQuestion, galaxyCredentialIds: readonly string[]): Promise<PackageAnswer> {
    const key = galaxyCredentialIds.join(',');
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(key) ?? [];
      if (waiting.length === 0) setTimeout(() => this.#flush(key), GATHER_MS);
      this.#waiting.set(key, [...waiting, { question, resolve, reject }]);
    });
  }

  #flush(key: string): void {
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    const galaxyCredentialIds = key === '' ? [] : key.split(',');
    for (let start = 0; start < waiting.length; start += MAX_ITEMS) void this.#sendSome(waiting.slice(start, start + MAX_ITEMS), galaxyCredentialIds);
  }

  /** The answers come in the order of the questions. */
  async #sendSome(some: readonly Waiting[], galaxyCredentialIds: string[]): Promise<void> {
    try {
      const answers = await this.#send({ items: some.map(({ question }) => ({ kind: question.kind, name: question.name })), galaxyCredentialIds });
      some.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined) reject(new Error('The server left out an answer.'));
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }
}
