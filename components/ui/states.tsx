'use client';

import { Bullseye, Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, Spinner } from '@patternfly/react-core';
import { ExclamationCircleIcon, LockIcon, SearchIcon } from '@patternfly/react-icons';
import type { ComponentType, ReactNode } from 'react';
import { describeError } from './describe-error.ts';

/** Waiting for the server; `what` is named for screen readers. */
export function LoadingState({ what }: { what: string }) {
  return (
    <Bullseye className="eef-state">
      <Spinner aria-label={`Loading ${what}`} />
    </Bullseye>
  );
}

export interface EmptyViewProps {
  title: string;
  icon?: ComponentType;
  children?: ReactNode;
  actions?: ReactNode;
}

/** Nothing here yet, or nothing found: says what to do next. */
export function EmptyView({ title, icon = SearchIcon, children, actions }: EmptyViewProps) {
  return (
    <EmptyState titleText={title} icon={icon} headingLevel="h2" variant="sm">
      {children === undefined ? null : <EmptyStateBody>{children}</EmptyStateBody>}
      {actions === undefined ? null : (
        <EmptyStateFooter>
          <EmptyStateActions>{actions}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}

/** The server refused or could not be reached: what happened, and the way on. */
export function ErrorView({ error, what, onRetry }: { error: unknown; what: string; onRetry?: () => void }) {
  const shown = describeError(error, what);
  const icon = shown.kind === 'forbidden' ? LockIcon : ExclamationCircleIcon;
  return (
    <EmptyState titleText={shown.title} icon={icon} status={shown.kind === 'forbidden' ? 'info' : 'danger'} headingLevel="h2" variant="sm">
      <EmptyStateBody>{shown.detail}</EmptyStateBody>
      {onRetry !== undefined && shown.canRetry ? (
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="primary" onClick={onRetry}>
              Try again
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      ) : null}
    </EmptyState>
  );
}
