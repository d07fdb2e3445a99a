import { KNOWN_BASE_IMAGES } from '#lib/ee/form/known-images.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { definitionsQuery, infoQuery } from './data.ts';

const OTHERS = { q: '', sort: 'updatedAt', order: 'desc', page: 1, perPage: 100, archived: false } as const;

/** Base images to choose from: the default, those of the other definitions, and well-known ones. */
export function useBaseImages(): readonly string[] {
  const info = useQuery(infoQuery);
  const others = useQuery(definitionsQuery(OTHERS));
  return useMemo(() => {
    const used = others.data?.items.map(({ baseImage }) => baseImage) ?? [];
    return [...new Set([...(info.data === undefined ? [] : [info.data.defaultBaseImage]), ...used, ...KNOWN_BASE_IMAGES])].filter((image) => image !== '');
  }, [info.data, others.data]);
}
