import type { Actor } from '#lib/contract/common.ts';
import { ForbiddenError } from '#lib/server/errors.ts';
import { ACTIONS } from './actions.ts';
import type { Action } from './actions.ts';

/** Until teams come there is one. */
export const DEFAULT_TEAM = { id: 'default', name: 'Default' } as const;
export const OPERATOR: Actor = { kind: 'operator', id: 'operator' };
export const SYSTEM: Actor = { kind: 'system', id: 'system' };

const MEMBERSHIPS: Record<Actor['kind'], string> = { operator: DEFAULT_TEAM.id, user: DEFAULT_TEAM.id, worker: DEFAULT_TEAM.id, system: DEFAULT_TEAM.id };

export type Resource = { teamId: string | null };

/** The one rule for now: each action names the kinds of actor that may do it. Default: no. */
export function can(actor: Actor, action: Action, resource: Resource): boolean {
  if (!(ACTIONS[action] as readonly string[]).includes(actor.kind)) return false;
  return resource.teamId === null || actor.kind === 'system' || actor.kind === 'worker' || resource.teamId === teamOf(actor);
}

/** @throws ForbiddenError */
export function authorize(actor: Actor, action: Action, resource: Resource): void {
  if (!can(actor, action, resource)) throw new ForbiddenError();
}

/** The team that the actor works in: everybody's is the default one until memberships come. */
function teamOf(actor: Actor): string {
  return MEMBERSHIPS[actor.kind];
}

/** Authorises an action in the actor's own team and returns that team. */
export function authorizeInTeam(actor: Actor, action: Action): string {
  const teamId = teamOf(actor);
  authorize(actor, action, { teamId });
  return teamId;
}
