import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const text = readFileSync('ARCHITECTURE.md', 'utf8');
/** Paths of the state directory and of things to come are not files of the repository. */
const STATE = /^(db|keys|tokens|logs|artifacts|blobs|collections|registry|podman|work|run|cache)\/$/;

describe('ARCHITECTURE.md', () => {
  it('is a map of at most 150 lines', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(151);
  });

  it('names only paths that exist', () => {
    const named = [...text.matchAll(/`([\w.@/-]+(?:\/|\.(?:ts|js|cjs|md)))`/g)].map((match) => match[1] ?? '');
    const missing = named.filter((path) => !STATE.test(path) && !path.startsWith('data/') && !/^(unit|integration|e2e|support)\/$/.test(path) && path !== 'data.ts' && !existsSync(path));
    expect(named.length).toBeGreaterThan(15);
    expect(missing).toEqual([]);
  });
});
