import type { Changed } from '#lib/contract/browser-socket.ts';
import type { TaskKind } from '#lib/contract/tasks.ts';
import type { Action } from '#lib/server/authorization/actions.ts';

interface KindFacts {
  topic: Changed['topic'];
  /** Begins a sentence. */
  name: string;
  read: Action;
  start: Action;
  cancel: Action;
}

export const TASK_KINDS: Record<TaskKind, KindFacts> = {
  preflight: { topic: 'preflights', name: 'This preflight', read: 'preflight.read', start: 'preflight.start', cancel: 'preflight.cancel' },
  inspect: { topic: 'inspections', name: 'This inspection', read: 'inspection.read', start: 'inspection.start', cancel: 'inspection.cancel' },
};
