import type { PhaseName } from '#lib/contract/builds.ts';
import type { Downloads } from '#lib/contract/inventory.ts';
import type { HostPort } from './host-port.ts';

const MAX_ENTRIES = 300;
const MAX_URLS = 500;
const OTHERS: HostPort = { host: '(more hosts)', port: 0 };

type Entry = Downloads[number];

/** What one phase asked for, by host. Bounded: a build may invent names. */
export class DownloadRecord {
  private readonly entries = new Map<string, Entry>();
  private readonly phase: PhaseName;

  constructor(phase: PhaseName) {
    this.phase = phase;
  }

  /** Counts a request; `url` where the proxy saw it. Returns the counter for what comes back. */
  request(target: HostPort, url: URL | null = null): (bytes: number) => void {
    const entry = this.entry(target, null);
    entry.requests += 1;
    const shown = url === null ? null : plainUrl(url);
    if (shown !== null && entry.urls.length < MAX_URLS && !entry.urls.includes(shown)) entry.urls.push(shown);
    return (bytes) => {
      entry.bytes += bytes;
    };
  }

  refusal(target: HostPort, reason: string): void {
    this.entry(target, reason.slice(0, 500)).requests += 1;
  }

  list(): Downloads {
    return [...this.entries.values()].map((entry) => ({ ...entry, urls: [...entry.urls] }));
  }

  private entry(target: HostPort, refused: string | null): Entry {
    const isFull = this.entries.size >= MAX_ENTRIES;
    const key = keyOf(target, refused);
    const known = this.entries.get(key) ?? (isFull ? this.entries.get(keyOf(OTHERS, null)) : undefined);
    if (known !== undefined) return known;
    const { host, port } = isFull ? OTHERS : target;
    const entry: Entry = { phase: this.phase, host: host.slice(0, 300), port, requests: 0, bytes: 0, urls: [], refused: isFull ? null : refused };
    this.entries.set(isFull ? keyOf(OTHERS, null) : key, entry);
    return entry;
  }
}

function keyOf(target: HostPort, refused: string | null): string {
  return `${target.host}|${target.port}|${refused ?? ''}`;
}

/** Without log-in and query, which may hold secrets. */
function plainUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`.slice(0, 2000);
}
