import type { Actor } from '#lib/contract/common.ts';

const people = ['operator', 'system'] as const satisfies readonly Actor['kind'][];
const anybody = ['operator', 'user', 'worker', 'system'] as const satisfies readonly Actor['kind'][];
const workers = ['worker', 'system'] as const satisfies readonly Actor['kind'][];

/** Every verb and every route names one of these. */
export const ACTIONS = {
  'info.read': people,
  'session.read': anybody,
  'session.start': anybody,
  'openapi.read': people,
  'schema.read': people,
  'readiness.read': people,
  'template.read': people,
  'template.create': people,
  'template.delete': people,
  'definition.read': people,
  'definition.create': people,
  'definition.update': people,
  'definition.agree': people,
  'revision.read': people,
  'revision.save': people,
  'draft.read': people,
  'draft.keep': people,
  'draft.discard': people,
  'blob.create': people,
  'build.read': people,
  'build.start': people,
  'build.cancel': people,
  'preflight.read': people,
  'preflight.start': people,
  'preflight.cancel': people,
  'credential.read': people,
  'credential.create': people,
  'credential.update': people,
  'credential.delete': people,
  'credential.test': people,
  'lookup.read': people,
  'worker.read': people,
  'collection.read': people,
  'collection.create': people,
  'collection.delete': people,
  'worker.connect': workers,
  'job.lease': workers,
  'job.report': workers,
  'job.secrets': workers,
  'job.publish': workers,
  'job.reap': ['system'],
  'log.pack': ['system'],
  'log.remove': ['system'],
} as const satisfies Record<string, readonly Actor['kind'][]>;
export type Action = keyof typeof ACTIONS;
