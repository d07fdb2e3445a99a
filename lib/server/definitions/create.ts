import type { Actor } from '#lib/contract/common.ts';
import type { CreateDefinition, Definition, RevisionSettings } from '#lib/contract/definitions.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import { writeRevision } from '#lib/server/revisions/write.ts';
import { defaultRepository, registryHost } from './destination.ts';
import { getDefinition } from './get.ts';

/** Makes a definition with its first revision. */
export async function createDefinition(actor: Actor, input: CreateDefinition): Promise<Definition> {
  const teamId = authorizeInTeam(actor, 'definition.create');
  const id = newId();
  const { name, description, text, files, message } = input;
  try {
    await inTransaction(async (tx) => {
      await tx.definition.create({ data: { id, teamId, name, description, headRevision: 1, createdBy: actor.id } });
      const settings = await withDefaultCredentials(tx, { teamId, name, settings: input.settings });
      await writeRevision(tx, actor, { teamId, definitionId: id, number: 1, text, files, settings, message });
      await recordAudit(tx, actor, { teamId, action: 'definition.create', target: { type: 'definition', id }, detail: { name } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new ConflictError(`There is a definition "${name}" already (perhaps archived). Choose another name.`);
    throw error;
  }
  announce('definitions', id);
  return getDefinition(actor, id);
}

/** A definition that names no credential gets the built-in ones of the local registry and Galaxy endpoint. */
async function withDefaultCredentials(tx: Tx, definition: { teamId: string; name: string; settings: RevisionSettings }): Promise<RevisionSettings> {
  const { teamId, name, settings } = definition;
  const builtIn = await tx.credential.findMany({ where: { teamId, isBuiltIn: true } });
  const registry = builtIn.find((credential) => credential.kind === 'registry' && credential.host === getConfig().localRegistry);
  const galaxy = builtIn.find((credential) => credential.kind === 'galaxy');
  const isLocal = registry !== undefined && registryHost(settings.repository ?? defaultRepository(name)) === registry.host;
  return {
    ...settings,
    pullCredentialIds: settings.pullCredentialIds.length === 0 && registry !== undefined ? [registry.id] : settings.pullCredentialIds,
    pushCredentialId: settings.pushCredentialId ?? (isLocal ? registry.id : null),
    galaxyCredentialIds: settings.galaxyCredentialIds.length === 0 && galaxy !== undefined ? [galaxy.id] : settings.galaxyCredentialIds,
  };
}
