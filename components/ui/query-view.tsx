'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorView, LoadingState } from './states.tsx';

/** Draws a query: pending, error, then `children(data)`. Data that was loaded before stays while a refresh fails. */
export function QueryView<T>({ query, what, children }: { query: UseQueryResult<T>; what: string; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ErrorView error={query.error} what={what} onRetry={() => void query.refetch()} />;
  return <LoadingState what={what} />;
}
