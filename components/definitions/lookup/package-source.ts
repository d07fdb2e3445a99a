import type { FoundPackage, PackageKind, PackageSource } from '#components/editor/package-source.ts';
import type { QueryClient } from '@tanstack/react-query';
import { searchQuery, versionsQuery } from './data.ts';

const SETTLE_MS = 250;
const MIN_PREFIX = 2;
const NAME = /^[A-Za-z0-9_](?:[\w.-]*\w)?$/;

/** Packages by way of the dashboard's server, asked only once typing rests; an answer is kept for a minute. */
export function packageSource(client: QueryClient, galaxyCredentialIds: readonly string[]): PackageSource {
  return {
    search: async (kind: PackageKind, prefix: string, signal: AbortSignal): Promise<readonly FoundPackage[]> => {
      if (prefix.length < MIN_PREFIX) return [];
      await settled(signal);
      return (await client.query(searchQuery(kind, prefix, galaxyCredentialIds))).items;
    },
    versions: async (kind: PackageKind, name: string, signal: AbortSignal): Promise<readonly string[]> => {
      if (!NAME.test(name)) return [];
      await settled(signal);
      const { versions } = await client.query(versionsQuery(kind, name, galaxyCredentialIds));
      return versions.filter(({ isYanked }) => !isYanked).map(({ version }) => version);
    },
  };
}

function settled(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Stopped.', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, SETTLE_MS);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
